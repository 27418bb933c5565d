package dev.baton.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The wording of problems is what an operator gets to see, so it is pinned here. */
final class ProblemsTest {

    @ParameterizedTest
    @MethodSource({"sections", "servers", "clients", "providers", "targets", "policies", "placeholders", "limits"})
    void saysWhereWhatWasFoundAndWhatWasExpected(String change, String problem) {
        assertThat(Yaml.problems(changed(change))).containsExactly(problem);
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                arguments(
                        "modles: {}",
                        "baton.modles (expected: one of server, clients, limits, providers, models, defaults; did you mean models?)"),
                arguments(
                        "zebra: {}",
                        "baton.zebra (expected: one of server, clients, limits, providers, models, defaults)"),
                arguments(
                        "server: 8080",
                        "baton.server: a single value (expected: a mapping with one of address, port, grace, drain)"),
                arguments(
                        "server: [a]",
                        "baton.server: a list (expected: a mapping with one of address, port, grace, drain)"),
                arguments(
                        "server: { port:9000 }",
                        "baton.server.port:… (expected: a space after the colon, as in port: …)"),
                arguments(
                        "server: { Port: 9000 }",
                        "baton.server.Port (expected: one of address, port, grace, drain; did you mean port?)"));
    }

    static Stream<Arguments> servers() {
        String port = " (expected: a port from 1 to 65535, or 0 for any free one)";
        String address =
                " (expected: an IP address or a host name, such as 127.0.0.1, or 0.0.0.0 for all addresses of this machine)";
        return Stream.of(
                arguments("server: { port: 65536 }", "baton.server.port: 65536" + port),
                arguments("server: { port: -1 }", "baton.server.port: -1" + port),
                arguments("server: { port: http }", "baton.server.port: http" + port),
                arguments("server: { port: 99999999999999999999 }", "baton.server.port: 99999999999999999999" + port),
                arguments("server: { port: [1] }", "baton.server.port: a list" + port),
                arguments(
                        "server: { drain: -1s }", "baton.server.drain: -1s (expected: a duration >= 0, such as 120s)"),
                arguments(
                        "server: { drain: 25h }",
                        "baton.server.drain: 25h (expected: a duration of at most 24h, such as 120s)"),
                arguments(
                        "server: { grace: 0 }",
                        "baton.server.grace: 0 (expected: a duration with its unit (ms, s, m or h), such as 5s)"),
                arguments("server: { address: 127.0.0.256 }", "baton.server.address: 127.0.0.256" + address),
                arguments("server: { address: \"\" }", "baton.server.address: \"\"" + address),
                arguments("server: { address: a b }", "baton.server.address: a b" + address),
                arguments(
                        "server: { address: \"127.0.0.1:80\" }",
                        "baton.server.address: 127.0.0.1:80 (expected: an address without port; the port is baton.server.port)"),
                arguments(
                        "server: { address: 0.0.0.0 }",
                        "baton.clients: none (expected: at least one client, because others can reach the address 0.0.0.0;"
                                + " or baton.server.address: 127.0.0.1 to serve only this machine)"),
                arguments(
                        "server: { address: gateway.example.com }\n  clients: []",
                        "baton.clients: none (expected: at least one client, because others can reach the address"
                                + " gateway.example.com; or baton.server.address: 127.0.0.1 to serve only this machine)"));
    }

    static Stream<Arguments> limits() {
        String count = " (expected: a whole number from 1 to 1000000)";
        String size = " (expected: a size of at least 20MiB, such as 256MiB)";
        return Stream.of(
                arguments(
                        "limits: 100",
                        "baton.limits: a single value (expected: a mapping with one of in-flight, in-flight-per-target, held-bodies)"),
                arguments(
                        "limits: { inflight: 100 }",
                        "baton.limits.inflight (expected: one of in-flight, in-flight-per-target, held-bodies; did you mean in-flight?)"),
                arguments("limits: { in-flight: 0 }", "baton.limits.in-flight: 0" + count),
                arguments("limits: { in-flight-per-target: 0 }", "baton.limits.in-flight-per-target: 0" + count),
                arguments("limits: { in-flight: many }", "baton.limits.in-flight: many" + count),
                arguments("limits: { held-bodies: 19MiB }", "baton.limits.held-bodies: 19MiB" + size),
                arguments("limits: { held-bodies: -1MiB }", "baton.limits.held-bodies: -1MiB" + size),
                arguments("limits: { held-bodies: 30mb }", "baton.limits.held-bodies: 30mb" + size),
                arguments(
                        "limits: { held-bodies: 268435456 }",
                        "baton.limits.held-bodies: 268435456 (expected: a size with its unit (KiB, MiB, GiB, KB, MB or GB),"
                                + " such as 256MiB)"));
    }

    static Stream<Arguments> clients() {
        String key = " (expected: at least 16 characters, visible ASCII without spaces)";
        return Stream.of(
                arguments(
                        "clients: { web: k }",
                        "baton.clients: a mapping (expected: a list of clients, each { name: web, key: ${WEB_KEY} })"),
                arguments("clients: [{ name: web, key: 0123456789abcde }]", "baton.clients[0].key: <redacted>" + key),
                arguments("clients: [{ name: web, key: 0123456789 abcdef }]", "baton.clients[0].key: <redacted>" + key),
                arguments("clients: [{ name: web }]", "baton.clients[0].key: missing" + key),
                arguments(
                        "clients: [{ key: 0123456789abcdef }]",
                        "baton.clients[0].name: missing (expected: a name of 1 to 200 characters)"),
                arguments(
                        "clients: [{ name: ' ', key: 0123456789abcdef }]",
                        "baton.clients[0].name: \" \" (expected: a name of 1 to 200 characters)"),
                arguments(
                        "clients: [{ name: a, key: 0123456789abcdef }, { name: a, key: fedcba9876543210 }]",
                        "baton.clients[1].name: a (expected: a value of its own; baton.clients[0].name has the same)"),
                arguments(
                        "clients: [{ name: a, key: 0123456789abcdef }, { name: b, key: 0123456789abcdef }]",
                        "baton.clients[1].key: <redacted> (expected: a value of its own; baton.clients[0].key has the same)"));
    }

    static Stream<Arguments> providers() {
        return Stream.of(
                provider(
                        "{}",
                        ".base-url: missing (expected: an http or https URL, such as https://api.example.com/v1)"),
                url("ftp://h", "ftp://h (expected: an http or https URL, such as https://api.example.com/v1)"),
                url("h:9001", "h:9001 (expected: an http or https URL, such as https://api.example.com/v1)"),
                url("http://a b", "http://a b (expected: an http or https URL, such as https://api.example.com/v1)"),
                url("", "\"\" (expected: an http or https URL, such as https://api.example.com/v1)"),
                url(
                        "http:///v1",
                        "http:///v1 (expected: a URL with a host of letters, digits, '.' and '-', such as"
                                + " https://api.example.com/v1)"),
                url(
                        "http://my_server/v1",
                        "http://my_server/v1 (expected: a URL with a host of letters, digits, '.' and '-', such as"
                                + " https://api.example.com/v1)"),
                url("http://h:70000", "http://h:70000 (expected: a URL with a port of at most 65535)"),
                url(
                        "http://h/v1?key=s3cret",
                        "http://h/v1?<redacted> (expected: a URL without ? and #, such as https://api.example.com/v1)"),
                url(
                        "http://h/v1#s3cret",
                        "http://h/v1#<redacted> (expected: a URL without ? and #, such as https://api.example.com/v1)"),
                url(
                        "https://me:s3cret@h/v1",
                        "https://<redacted>@h/v1 (expected: a URL without user and password; keys belong in api-key)"),
                url(
                        "http://h/v1/chat/completions",
                        "http://h/v1/chat/completions (expected: the part before /chat/completions, which is appended)"),
                url(
                        "http://h/v1/messages",
                        "http://h/v1/messages (expected: the part before /messages, which is appended)"),
                provider(
                        "{ base-url: \"http://h\", protocol: anthropic, continuation: prefix-flag }",
                        ".continuation: prefix-flag (expected: none or prefill: the protocol anthropic has no flags)"),
                provider(
                        "{ base-url: \"http://h\", protocol: smtp }",
                        ".protocol: smtp (expected: one of openai, anthropic, azure, responses, gemini, bedrock)"),
                provider(
                        "{ base-url: \"https://r.openai.azure.com/openai/v1\", protocol: azure }",
                        ".base-url: https://r.openai.azure.com/openai/v1 (expected: the part before /openai, which is appended)"),
                provider(
                        "{ base-url: \"https://api.openai.com/v1/responses\", protocol: responses }",
                        ".base-url: https://api.openai.com/v1/responses (expected: the part before /responses, which is appended)"),
                provider(
                        "{ base-url: \"https://api.openai.com\", protocol: responses }",
                        ".base-url: https://api.openai.com (expected: https://api.openai.com/v1)"),
                provider(
                        "{ base-url: \"https://generativelanguage.googleapis.com/v1beta\", protocol: openai }",
                        ".base-url: https://generativelanguage.googleapis.com/v1beta (expected: https://generativelanguage.googleapis.com/v1beta/openai, or protocol: gemini)"),
                provider(
                        "{ base-url: \"http://h/v1beta/models/gemini-x:generateContent\", protocol: gemini }",
                        ".base-url: http://h/v1beta/models/gemini-x:generateContent (expected: the part before /models, which is appended)"),
                provider(
                        "{ base-url: \"http://h/v1beta/openai\", protocol: gemini }",
                        ".base-url: http://h/v1beta/openai (expected: the part before /openai, where the protocol openai is spoken)"),
                provider(
                        "{ base-url: \"http://h/v1/projects/p/locations/l\", protocol: gemini }",
                        ".base-url: http://h/v1/projects/p/locations/l (expected: a URL that goes on with /publishers/google)"),
                provider(
                        "{ base-url: \"http://h\", protocol: azure, api-version: latest }",
                        ".api-version: latest (expected: v1, or a date such as 2024-10-21, with or without -preview)"),
                provider(
                        "{ base-url: \"http://h\", api-version: v1 }",
                        ".api-version: v1 (expected: no api-version: only the protocol azure has one)"),
                provider(
                        "{ base-url: \"http://h\", protocol: bedrock }",
                        ".region: missing (expected: a region of AWS, such as eu-west-1, to sign requests for: base-url names none)"),
                provider(
                        "{ base-url: \"http://h\", protocol: bedrock, region: ireland }",
                        ".region: ireland (expected: a region of AWS, such as eu-west-1)"),
                provider(
                        "{ base-url: \"http://h\", region: eu-west-1 }",
                        ".region: eu-west-1 (expected: no region: only the protocol bedrock has one)"),
                provider(
                        "{ base-url: \"http://h\", aws-keys: { access-key-id: s3cret } }",
                        ".aws-keys: a mapping (expected: no aws-keys: only the protocol bedrock has one)"),
                provider(
                        "{ protocol: bedrock, region: eu-west-1, aws-keys: { access-key-id: AKID } }",
                        ".aws-keys.secret-access-key: missing (expected: both halves of the key)"),
                provider(
                        "{ protocol: bedrock, region: eu-west-1, aws-keys: { secret-access-key: s3cret } }",
                        ".aws-keys.access-key-id: missing (expected: both halves of the key)"),
                provider(
                        "{ protocol: bedrock, region: eu-west-1, api-key: k, aws-keys: { access-key-id: A, secret-access-key: s3cret } }",
                        ".aws-keys: a mapping (expected: either api-key or aws-keys)"),
                provider(
                        "{ protocol: bedrock, region: eu-west-1, aws-keys: { access-key-id: \"a b\", secret-access-key: s3cret } }",
                        ".aws-keys.access-key-id: <redacted> (expected: visible ASCII without spaces or line breaks, or empty for none)"),
                provider(
                        "{ base-url: \"http://h\", continuation: prefil }",
                        ".continuation: prefil (expected: one of none, prefill, prefix-flag, partial-flag,"
                                + " continue-final-message; did you mean prefill?)"),
                provider("{ base-url: \"http://h\", reuse: never }", ".reuse: never (expected: one of pooled, none)"),
                provider(
                        "{ base-url: \"http://h\", api-key: \"two lines\\n\" }",
                        ".api-key: <redacted> (expected: visible ASCII without spaces or line breaks, or empty for none)"),
                provider(
                        "{ base-url: \"http://h\", baseurl: x }",
                        ".baseurl (expected: one of protocol, base-url, api-key, api-version, region, aws-keys, continuation, reuse, health; did you mean"
                                + " base-url?)"),
                provider(
                        "{ base-url: \"http://h\", health: {} }",
                        ".health.path: missing (expected: a path from the root of the server, such as /health or /v1/models)"),
                provider(
                        "{ base-url: \"http://h\", health: { path: health } }",
                        ".health.path: health (expected: a path from the root of the server, such as /health or /v1/models)"),
                provider(
                        "{ base-url: \"http://h\", health: /health }",
                        ".health: a single value (expected: a mapping with one of path, every, timeout)"),
                provider(
                        "{ base-url: \"http://h\", health: { path: /, every: 2h } }",
                        ".health.every: 2h (expected: a duration of at most 1h, such as 5s)"),
                provider(
                        "{ base-url: \"http://h\", health: { path: /, timeout: 0s } }",
                        ".health.timeout: 0s (expected: a duration > 0, such as 2s)"),
                arguments(
                        "providers: { server-b: { base-url: \"http://h\" }, a/b: { base-url: \"http://h\" } }",
                        "baton.providers[a/b]: a/b (expected: a name of letters, digits, '.', '_' and '-', at most 64"
                                + " characters)"));
    }

    static Stream<Arguments> targets() {
        String none = " (expected: at least one target, such as [server-b/gpt-x, server-c/gpt-y])";
        String form = " (expected: provider/model, such as server-b/gpt-x, without spaces)";
        return Stream.of(
                model("{}", ".targets: missing" + none),
                model("{ targets: }", ".targets: missing" + none),
                model("{ targets: [] }", ".targets: an empty list" + none),
                model("{ targets: [[]] }", ".targets[0]: an empty list" + none),
                model("{ targets: server-b/gpt-x }", ".targets: a single value" + none),
                model("{ targets: [gpt-x] }", ".targets[0]: gpt-x" + form),
                model("{ targets: [/gpt-x] }", ".targets[0]: /gpt-x" + form),
                model("{ targets: [server-b/] }", ".targets[0]: server-b/" + form),
                model("{ targets: [server-b/gpt x] }", ".targets[0]: server-b/gpt x" + form),
                model("{ targets: [~] }", ".targets[0]: missing" + form),
                model("{ targets: [[[server-b/gpt-x]]] }", ".targets[0][0]: a list" + form),
                model(
                        "{ targets: [serverb/gpt-x] }",
                        ".targets[0]: serverb/gpt-x (expected: a provider of baton.providers before the first slash:"
                                + " server-b; did you mean server-b?)"),
                model(
                        "{ targets: [server-b/x, [{ target: server-b/x }]] }",
                        ".targets[1][0].target: server-b/x (expected: each target once; baton.models.chat.targets[0] is the"
                                + " same (asking it again is retry.same-target))"),
                model(
                        "{ targets: [{ target: server-b/x, weight: 0 }] }",
                        ".targets[0].weight: 0 (expected: a whole number from 1 to 1000)"),
                model(
                        "{ targets: [{ target: server-b/x, wieght: 2 }] }",
                        ".targets[0].wieght (expected: one of target, weight, continuation; did you mean weight?)"),
                model("{ targets: [{ weight: 2 }] }", ".targets[0].target: missing" + form),
                arguments(
                        "models: { gpt-4.1: { targets: [] } }", "baton.models[gpt-4.1].targets: an empty list" + none));
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                policy("retry: { max-wait: PT0S }", ".retry.max-wait: PT0S (expected: a duration > 0, such as 2s)"),
                policy("retry: { max-wait: -2s }", ".retry.max-wait: -2s (expected: a duration > 0, such as 2s)"),
                policy("retry: { max-wait: soon }", ".retry.max-wait: soon (expected: a duration > 0, such as 2s)"),
                policy(
                        "retry: { max-wait: 2 }",
                        ".retry.max-wait: 2 (expected: a duration with its unit (ms, s, m or h), such as 2s)"),
                policy(
                        "retry: { max-wait: 11m }",
                        ".retry.max-wait: 11m (expected: a duration of at most 10m, such as 2s)"),
                policy(
                        "keep-alive: PT99999999999999H",
                        ".keep-alive: PT99999999999999H (expected: a duration of at most 1h, such as 30s)"),
                policy("keep-alive: PT0.0001S", ".keep-alive: PT0.0001S (expected: a duration > 0, such as 30s)"),
                policy(
                        "timeouts: { first_token: 2s }",
                        ".timeouts.first_token (expected: one of connect, first-token, between-tokens, whole-answer,"
                                + " total, write-stall; did you mean first-token?)"),
                policy("retry: { same-target: 3 }", ".retry.same-target: 3 (expected: a whole number from 0 to 2)"),
                policy("resume: { enabled: maybe }", ".resume.enabled: maybe (expected: true or false)"),
                policy(
                        "resume: { ladder: [] }",
                        ".resume.ladder: an empty list (expected: a list of at least one of prefill, replay, anchor;"
                                + " enabled: false resumes nothing)"),
                policy(
                        "resume: { ladder: [prefill, jump] }",
                        ".resume.ladder[1]: jump (expected: one of prefill, replay, anchor)"),
                policy("resume: { ladder: [replay, replay] }", ".resume.ladder[1]: replay (expected: each rung once)"),
                policy(
                        "resume: { max-seams: 0 }",
                        ".resume.max-seams: 0 (expected: a whole number from 1 to 10; enabled: false resumes nothing)"),
                policy(
                        "breaker: off",
                        ".breaker: a single value (expected: a mapping with one of enabled, failures, window,"
                                + " open, open-max)"),
                policy("breaker: { failures: 0 }", ".breaker.failures: 0 (expected: a whole number from 1 to 1000)"),
                policy(
                        "breaker: { window: 6m }",
                        ".breaker.window: 6m (expected: a duration of at most 5m, such as 30s)"),
                policy(
                        "breaker: { open: 1m }",
                        ".breaker.open-max: 30s (expected: at least as long as open, which is 1m)"),
                policy("hedge: on", ".hedge: a single value (expected: a mapping with one of enabled, after)"),
                policy("hedge: { after: p99 }", ".hedge.after: p99 (expected: a duration > 0, such as 2s, or p95)"),
                policy(
                        "hedge: { after: 2h }",
                        ".hedge.after: 2h (expected: a duration of at most 1h, such as 2s, or p95)"),
                policy("tool-calls: whole", ".tool-calls: whole (expected: one of atomic, stream)"),
                policy(
                        "classify: { status: 520 }",
                        ".classify: a mapping (expected: a list of rules, each such as { status: 520, as: unavailable })"),
                policy(
                        "classify: [{ as: unavailable }]",
                        ".classify[0]: neither status nor body-contains (expected: at least one of them)"),
                policy(
                        "classify: [{ status: 520, as: unavailible }]",
                        ".classify[0].as: unavailible (expected: one of transient, unavailable, rate-limited,"
                                + " quota-exhausted, credential-refused, model-gone, caller-fault, context-length,"
                                + " content-policy, prefill-refused; did you mean unavailable?)"),
                policy(
                        "classify: [{ status: 99, as: unavailable }]",
                        ".classify[0].status: 99 (expected: an HTTP status from 200 to 599)"),
                policy(
                        "classify: [{ body-contains: \"\", as: unavailable }]",
                        ".classify[0].body-contains: \"\" (expected: a text of 1 to 1000 characters)"));
    }

    static Stream<Arguments> placeholders() {
        return Stream.of(
                arguments(
                        "clients: [{ name: web, key: \"prefix-${WEB_KEY}\" }]",
                        "baton.clients[0].key: ${WEB_KEY} (expected: the environment variable WEB_KEY to be set, or a default"
                                + " as in ${WEB_KEY:default})"),
                arguments(
                        "server: { port: \"${PORT:http}\" }",
                        "baton.server.port: ${PORT:http} (expected: a port from 1 to 65535, or 0 for any free one)"),
                arguments(
                        "server: { port: \"${PORT\" }",
                        "baton.server.port: an incomplete ${…} (expected: ${NAME} or ${NAME:default}, with a } at its end"
                                + " and none within)"));
    }

    @Test
    void reportsEveryProblemAtOnce() {
        assertThatThrownBy(() -> Yaml.read("""
                        baton:
                          sever: {}
                          server: { port: x }
                          providers:
                            server-b: { base-url: "${URL}" }
                          defaults: { keep-alive: 0s }
                          models:
                            chat: { targets: [server-b/x, server-d/x], tool-calls: x }
                        """))
                .isInstanceOf(ConfigurationProblems.class)
                .hasMessage("""
                        baton.sever (expected: one of server, clients, limits, providers, models, defaults; did you mean server?)
                        baton.server.port: x (expected: a port from 1 to 65535, or 0 for any free one)
                        baton.providers.server-b.base-url: ${URL} (expected: the environment variable URL to be set, or a \
                        default as in ${URL:default})
                        baton.defaults.keep-alive: 0s (expected: a duration > 0, such as 30s)
                        baton.models.chat.targets[1]: server-d/x (expected: a provider of baton.providers before the first \
                        slash: server-b; did you mean server-b?)
                        baton.models.chat.tool-calls: x (expected: one of atomic, stream)""");
    }

    @Test
    void namesWhatAnEmptyConfigurationLacks() {
        assertThat(Yaml.problems("baton:"))
                .containsExactly(
                        "baton.providers: missing (expected: at least one provider by its name, such as server-b: {"
                                + " base-url: … })",
                        "baton.models: missing (expected: at least one model by the name that clients ask for, such as"
                                + " chat: { targets: […] })");
    }

    @Test
    void saysWhereKeysBelongThatStandOutsideOfBaton() {
        assertThat(Yaml.problems(changed("server: {}") + "providers: {}\nbatno: {}\nlogging: {}\n"))
                .containsExactly(
                        "providers (expected: below baton, as baton.providers)",
                        "batno (expected: baton)",
                        "logging (expected: baton)");
    }

    @Test
    void neverShowsWhatAVariableContains() {
        Map<String, String> variables = Map.of("SECRET", "s3cret value");

        assertThat(Yaml.problems("""
                        baton:
                          server: { address: "${SECRET}", port: "${SECRET}" }
                          clients: [{ name: web, key: "${SECRET}" }]
                          providers:
                            server-b: { base-url: "${SECRET}", api-key: "${SECRET}", protocol: "${SECRET}" }
                          models:
                            chat: { targets: ["${SECRET}"], keep-alive: "${SECRET}", tool-calls: "${SECRET}" }
                        """, variables)).hasSize(9).noneMatch(problem -> problem.contains("s3cret"));
    }

    @Test
    void neverShowsAKeyThatStandsInTheWrongPlace() {
        assertThat(Yaml.problems("""
                        baton:
                          clients: [sk-s3cret-s3cret-s3cret, { name: web, key:sk-s3cret-s3cret }, { name: a, key: [sk-s3cret] }, { name: b, key=sk-s3cret }, { name: c, sk-s3cret-s3cret }]
                          providers:
                            server-b: sk-s3cret
                            server-c: { base-url: "http://h", api-key:sk-s3cret }
                          models:
                            chat: { targets: [server-b/x] }
                        """))
                .containsExactly(
                        "baton.clients[0]: a single value (expected: a mapping with one of name, key)",
                        "baton.clients[1].key:… (expected: a space after the colon, as in key: …)",
                        "baton.clients[1].key: missing (expected: at least 16 characters, visible ASCII without spaces)",
                        "baton.clients[2].key: a list (expected: at least 16 characters, visible ASCII without spaces)",
                        "baton.clients[3].key:… (expected: a space after the colon, as in key: …)",
                        "baton.clients[3].key: missing (expected: at least 16 characters, visible ASCII without spaces)",
                        "baton.clients[4].… (expected: one of name, key)",
                        "baton.clients[4].key: missing (expected: at least 16 characters, visible ASCII without spaces)",
                        "baton.providers.server-b: a single value (expected: a mapping with one of protocol, base-url,"
                                + " api-key, api-version, region, aws-keys, continuation, reuse, health)",
                        "baton.providers.server-c.api-key:… (expected: a space after the colon, as in api-key: …)");
    }

    private static Arguments provider(String provider, String problem) {
        return arguments("providers: { server-b: " + provider + " }", "baton.providers.server-b" + problem);
    }

    private static Arguments url(String url, String problem) {
        return provider("{ base-url: \"" + url + "\" }", ".base-url: " + problem);
    }

    private static Arguments model(String model, String problem) {
        return arguments("models: { chat: " + model + " }", "baton.models.chat" + problem);
    }

    private static Arguments policy(String policy, String problem) {
        return model("{ targets: [server-b/gpt-x], " + policy + " }", problem);
    }

    /** A good configuration, with one of its sections replaced or one more added. */
    private static String changed(String change) {
        String section = change.substring(0, change.indexOf(':'));
        String provider =
                section.equals("providers") ? "" : "  providers: { server-b: { base-url: \"http://h/v1\" } }\n";
        String model = section.equals("models") ? "" : "  models: { chat: { targets: [server-b/gpt-x] } }\n";
        return "baton:\n" + provider + model + "  " + change + "\n";
    }
}
