package dev.baton.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.gateway.access.Client;
import dev.baton.gateway.access.ClientKey;
import dev.baton.route.ApiKey;
import dev.baton.route.AwsAccess;
import dev.baton.route.ClassifyRule;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.FailureClass;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Route;
import dev.baton.route.Route.Tier;
import dev.baton.route.Route.Weighted;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Breaker;
import dev.baton.route.RoutePolicy.Hedge;
import dev.baton.route.RoutePolicy.Resume;
import dev.baton.route.RoutePolicy.Retry;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.RoutePolicy.Timeouts;
import dev.baton.route.RoutePolicy.ToolCalls;
import dev.baton.route.Target;
import dev.baton.route.Target.Evidence;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsReaderTest {
    private static final String SMALL = """
            baton:
              providers:
                server-b: { base-url: "http://127.0.0.1:9001/v1" }
              models:
                chat: { targets: [server-b/gpt-x] }
            """;

    @Test
    void readsWhatAzureWants() {
        Map<String, Provider> read = Yaml.read("""
                baton:
                  providers:
                    plain: { protocol: azure, base-url: "https://r.openai.azure.com" }
                    dated: { protocol: azure, base-url: "https://r.openai.azure.com/", api-version: 2025-01-01-preview }
                  models: { chat: { targets: [plain/gpt, dated/gpt] } }
                """).providers();

        assertThat(read.get("plain").protocol()).isEqualTo(Protocol.AZURE);
        assertThat(read.get("plain").apiVersion()).isEqualTo("v1");
        assertThat(read.get("dated").apiVersion()).isEqualTo("2025-01-01-preview");
        assertThat(Target.of(read.get("plain"), "gpt").evidence()).isEqualTo(Evidence.BUILT_IN);
    }

    @Test
    void readsWhatBedrockWants() {
        Map<String, Provider> read = Yaml.read("""
                baton:
                  providers:
                    found: { protocol: bedrock, region: eu-west-1 }
                    china: { protocol: bedrock, region: cn-north-1 }
                    named: { protocol: bedrock, base-url: "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com" }
                    own: { protocol: bedrock, base-url: "https://vpce-1a.bedrock-runtime.us-east-1.vpce.amazonaws.com" }
                    given:
                      protocol: bedrock
                      base-url: http://proxy:8000
                      region: us-east-2
                      aws-keys: { access-key-id: AKID, secret-access-key: secret, session-token: token }
                    empty: { protocol: bedrock, region: eu-west-1, aws-keys: { access-key-id: "", secret-access-key: "" } }
                    keyed: { protocol: bedrock, base-url: "http://proxy:8000", api-key: a-key }
                  models:
                    chat: { targets: [found/m, china/m, named/m, own/m, given/m, empty/m, keyed/m] }
                """).providers();

        assertThat(read.get("found").baseUrl()).hasToString("https://bedrock-runtime.eu-west-1.amazonaws.com");
        assertThat(read.get("found").aws()).isEqualTo(new AwsAccess("eu-west-1", null));
        assertThat(read.get("china").baseUrl()).hasToString("https://bedrock-runtime.cn-north-1.amazonaws.com.cn");
        assertThat(read.get("named").aws()).isEqualTo(new AwsAccess("us-gov-west-1", null));
        assertThat(read.get("own").aws()).isEqualTo(new AwsAccess("us-east-1", null));
        assertThat(read.get("given").aws())
                .isEqualTo(new AwsAccess(
                        "us-east-2",
                        new AwsAccess.Keys(new ApiKey("AKID"), new ApiKey("secret"), new ApiKey("token"))));
        assertThat(read.get("empty").aws()).isEqualTo(new AwsAccess("eu-west-1", null));
        assertThat(read.get("keyed").aws()).isNull();
    }

    @Test
    void fillsInEveryDefault() {
        BatonSettings settings = Yaml.read(SMALL);

        Provider serverB = new Provider(
                "server-b",
                Protocol.OPENAI,
                URI.create("http://127.0.0.1:9001/v1"),
                null,
                null,
                ConnectionReuse.POOLED);
        Tier only = new Tier(List.of(new Weighted(unknown(serverB, "gpt-x"), 1)));
        assertThat(settings)
                .isEqualTo(new BatonSettings(
                        new ServerSettings("127.0.0.1", 8080, Duration.ZERO, seconds(120)),
                        List.of(),
                        Limits.DEFAULT,
                        Map.of("server-b", serverB),
                        List.of(),
                        Map.of("chat", new Route("chat", List.of(only), RoutePolicy.DEFAULT))));
    }

    @Test
    void readsEveryKey() {
        BatonSettings settings = Yaml.read("""
                baton:
                  server: { address: 0.0.0.0, port: 0, grace: 5s, drain: 0s }
                  limits: { in-flight: 100, in-flight-per-target: 40, held-bodies: 300MiB }
                  clients:
                    - { name: web, key: web-key-0123456789 }
                    - { name: batch jobs, key: batch-key-0123456789 }
                  providers:
                    server-b:
                      protocol: openai
                      base-url: https://b.example.com:8443/v1/
                      api-key: sk-b
                      continuation: continue-final-message
                      reuse: none
                      health: { path: "/health?deep=1", every: 7s, timeout: 300ms }
                  models:
                    chat:
                      targets: [server-b/gpt-x]
                      timeouts: { connect: 1s, first-token: 2s, between-tokens: 3s, whole-answer: 4s, total: 5s, write-stall: 6s }
                      keep-alive: 7s
                      retry: { same-target: 0, backoff: 8ms, max-wait: 9s }
                      resume: { enabled: false, ladder: [replay, prefill], max-seams: 3 }
                      breaker: { enabled: false, failures: 7, window: 1m, open: 2s, open-max: 9s }
                      hedge: { enabled: true, after: 1500ms }
                      tool-calls: stream
                      classify:
                        - { status: 520, as: unavailable }
                        - { body-contains: "out of credit", as: quota-exhausted }
                """);

        assertThat(settings.server()).isEqualTo(new ServerSettings("0.0.0.0", 0, seconds(5), Duration.ZERO));
        assertThat(settings.limits()).isEqualTo(new Limits(100, 40, 300L << 20));
        assertThat(settings.clients())
                .containsExactly(
                        ClientKey.of(new Client("web"), "web-key-0123456789"),
                        ClientKey.of(new Client("batch jobs"), "batch-key-0123456789"));
        assertThat(settings.providers().get("server-b"))
                .isEqualTo(new Provider(
                        "server-b",
                        Protocol.OPENAI,
                        URI.create("https://b.example.com:8443/v1"),
                        new ApiKey("sk-b"),
                        Continuation.CONTINUE_FINAL_MESSAGE,
                        ConnectionReuse.NONE));
        assertThat(settings.healthChecks())
                .containsExactly(new HealthCheck(
                        settings.providers().get("server-b"), "/health?deep=1", seconds(7), Duration.ofMillis(300)));
        assertThat(settings.routes().get("chat").policy())
                .isEqualTo(new RoutePolicy(
                        new Timeouts(seconds(1), seconds(2), seconds(3), seconds(4), seconds(5), seconds(6)),
                        seconds(7),
                        new Retry(0, Duration.ofMillis(8), seconds(9)),
                        new Resume(false, List.of(Rung.REPLAY, Rung.PREFILL), 3),
                        new Breaker(false, 7, seconds(60), seconds(2), seconds(9)),
                        new Hedge(true, Duration.ofMillis(1500)),
                        ToolCalls.STREAM,
                        List.of(
                                new ClassifyRule(520, null, FailureClass.UNAVAILABLE),
                                new ClassifyRule(null, "out of credit", FailureClass.QUOTA_EXHAUSTED))));
    }

    @Test
    void hedgesAfterWhatATargetUsuallyTakesUnlessAModelSaysOtherwise() {
        BatonSettings settings = Yaml.read("""
                baton:
                  providers:
                    server-b: { base-url: "http://127.0.0.1:9001/v1" }
                  defaults: { hedge: { enabled: true, after: 3s } }
                  models:
                    chat: { targets: [server-b/gpt-x], hedge: { after: p95 } }
                    code: { targets: [server-b/gpt-x], hedge: { enabled: false } }
                """);

        assertThat(settings.routes().get("chat").policy().hedge()).isEqualTo(new Hedge(true, null));
        assertThat(settings.routes().get("code").policy().hedge()).isEqualTo(new Hedge(false, seconds(3)));
    }

    @Test
    void checksTheHealthOfProvidersThatSayHow() {
        BatonSettings settings = Yaml.read("""
                baton:
                  providers:
                    server-b: { base-url: "http://127.0.0.1:9001/v1" }
                    server-c: { base-url: "http://127.0.0.1:9002/v1", health: { path: /health } }
                  models:
                    chat: { targets: [server-b/gpt-x, server-c/gpt-x] }
                """);

        assertThat(settings.healthChecks())
                .containsExactly(
                        new HealthCheck(settings.providers().get("server-c"), "/health", seconds(5), seconds(2)));
    }

    @Test
    void aModelOverridesTheDefaultsKeyByKey() {
        BatonSettings settings = Yaml.read("""
                baton:
                  providers:
                    server-b: { base-url: "http://127.0.0.1:9001/v1" }
                  defaults:
                    timeouts: { connect: 1s, total: 2m }
                    classify: [{ status: 520, as: unavailable }]
                    resume: { max-seams: 5 }
                  models:
                    chat:
                      targets: [server-b/gpt-x]
                      timeouts: { total: 3m }
                      classify: []
                    code: { targets: [server-b/gpt-x] }
                """);

        RoutePolicy chat = settings.routes().get("chat").policy();
        assertThat(chat.timeouts().connect()).isEqualTo(seconds(1));
        assertThat(chat.timeouts().total()).isEqualTo(Duration.ofMinutes(3));
        assertThat(chat.timeouts().firstToken()).isEqualTo(Timeouts.DEFAULT.firstToken());
        assertThat(chat.classify()).isEmpty();
        assertThat(chat.resume()).isEqualTo(new Resume(true, Resume.DEFAULT.ladder(), 5));
        RoutePolicy code = settings.routes().get("code").policy();
        assertThat(code.timeouts().total()).isEqualTo(Duration.ofMinutes(2));
        assertThat(code.classify()).containsExactly(new ClassifyRule(520, null, FailureClass.UNAVAILABLE));
    }

    @Test
    void aNestedListSharesATierAndATargetMayHaveItsOwnContinuation() {
        BatonSettings settings = Yaml.read("""
                baton:
                  providers:
                    b: { base-url: "http://b/v1" }
                    c: { base-url: "http://c/v1", continuation: prefix-flag }
                  models:
                    chat: { targets: [[b/x, { target: c/x, weight: 2 }], { target: b/Qwen/Qwen3-8B, continuation: prefill }, c/y] }
                """);

        Provider b = settings.providers().get("b");
        Provider c = settings.providers().get("c");
        assertThat(settings.routes().get("chat").tiers())
                .containsExactly(
                        new Tier(List.of(
                                new Weighted(unknown(b, "x"), 1),
                                new Weighted(new Target(c, "x", Continuation.PREFIX_FLAG), 2))),
                        new Tier(List.of(new Weighted(new Target(b, "Qwen/Qwen3-8B", Continuation.PREFILL), 1))),
                        new Tier(List.of(new Weighted(new Target(c, "y", Continuation.PREFIX_FLAG), 1))));
    }

    @Test
    void aTargetContinuesAsIsKnownOfItsVendorUnlessSomethingElseIsDeclared() {
        BatonSettings settings = Yaml.read("""
                baton:
                  providers:
                    mistral: { base-url: "https://api.mistral.ai/v1" }
                    own: { base-url: "https://api.mistral.ai/v1", continuation: none }
                  models:
                    chat: { targets: [mistral/small, own/small, { target: mistral/large, continuation: prefill }] }
                """);

        assertThat(settings.routes().get("chat").tiers().stream()
                        .map(tier -> tier.targets().getFirst().target()))
                .extracting(Target::continuation, Target::evidence)
                .containsExactly(
                        tuple(Continuation.PREFIX_FLAG, Evidence.BUILT_IN),
                        tuple(Continuation.NONE, Evidence.DECLARED),
                        tuple(Continuation.PREFILL, Evidence.DECLARED));
    }

    private static Target unknown(Provider provider, String model) {
        return new Target(provider, model, Continuation.NONE, Evidence.UNKNOWN);
    }

    @Test
    void keepsTheOrderOfTheFile() {
        BatonSettings settings = Yaml.read("""
                baton:
                  providers: { z: { base-url: "http://z" }, a: { base-url: "http://a" }, m: { base-url: "http://m" } }
                  models: { zoo: { targets: [a/x] }, ant: { targets: [z/x] }, mouse: { targets: [m/x] } }
                """);

        assertThat(settings.providers().keySet()).containsExactly("z", "a", "m");
        assertThat(settings.routes().keySet()).containsExactly("zoo", "ant", "mouse");
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "2s,PT2S", "10m,PT10M", "1h,PT1H", "PT1M30S,PT1M30S", "pt2s,PT2S", "2S,PT2S"})
    void readsDurations(String text, Duration duration) {
        assertThat(Yaml.read(SMALL + "  defaults: { keep-alive: " + text + " }")
                        .routes()
                        .get("chat")
                        .policy()
                        .keepAlive())
                .isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"'[::1]',::1,true", "'::1',::1,true", "localhost,localhost,true", "127.0.0.2,127.0.0.2,true"})
    void readsAddresses(String text, String address, boolean loopback) {
        ServerSettings server =
                Yaml.read(SMALL + "  server: { address: \"" + text + "\" }").server();

        assertThat(server.address()).isEqualTo(address);
        assertThat(server.isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @CsvSource({"yes", "3.10", "1:30", "2026-01-01", "0x1F", "null-model", "gpt-4.1", "Qwen/Qwen3:8b"})
    void takesNamesAsTheyAreWritten(String name) {
        BatonSettings settings = Yaml.read(SMALL + "    " + name + ": { targets: [server-b/" + name + "] }");

        assertThat(settings.routes()).containsKey(name);
        assertThat(settings.routes()
                        .get(name)
                        .tiers()
                        .getFirst()
                        .targets()
                        .getFirst()
                        .target()
                        .model())
                .isEqualTo(name);
    }

    @Test
    void anEmptyKeyIsNone() {
        String yaml = SMALL.replace("/v1\" }", "/v1\", api-key: \"${SERVER_B_KEY:}\" }");

        assertThat(Yaml.read(yaml).providers().get("server-b").apiKey()).isNull();
        assertThat(Yaml.read(yaml, Map.of("SERVER_B_KEY", ""))
                        .providers()
                        .get("server-b")
                        .apiKey())
                .isNull();
        assertThat(Yaml.read(yaml, Map.of("SERVER_B_KEY", "sk-b"))
                        .providers()
                        .get("server-b")
                        .apiKey())
                .isEqualTo(new ApiKey("sk-b"));
    }

    @Test
    void placeholdersNeedNoQuotesWithinBraces() {
        BatonSettings settings = Yaml.read("""
                baton:
                  clients: [{ name: web, key: ${WEB_KEY} }]
                  providers: { b: { base-url: ${URL:http://127.0.0.1:9001/v1}, api-key: ${B_KEY:} } }
                  models: { chat: { targets: [b/${MODEL}, "b/${OTHER:y}"] } }
                """, Map.of("WEB_KEY", "web-key-0123456789", "MODEL", "x"));

        assertThat(settings.clients()).containsExactly(ClientKey.of(new Client("web"), "web-key-0123456789"));
        assertThat(settings.providers().get("b").baseUrl()).isEqualTo(URI.create("http://127.0.0.1:9001/v1"));
        assertThat(settings.routes().get("chat").order(new Random(1)))
                .extracting(Target::name)
                .containsExactly("b/x", "b/y");
    }

    @Test
    void anchorsAndMergeKeysWork() {
        BatonSettings settings = Yaml.read(SMALL + """
                    slow: &slow { targets: [server-b/slow], keep-alive: 3s }
                    slower: { <<: *slow, tool-calls: stream }
                """);

        RoutePolicy slower = settings.routes().get("slower").policy();
        assertThat(slower.keepAlive()).isEqualTo(seconds(3));
        assertThat(slower.toolCalls()).isEqualTo(ToolCalls.STREAM);
    }

    @ParameterizedTest
    @CsvSource({
        "64MiB, 67108864",
        "64MB, 64000000",
        "1GiB, 1073741824",
        "2GB, 2000000000",
        "99999KiB, 102398976",
        "99999KB, 99999000"
    })
    void readsSizes(String text, long bytes) {
        assertThat(Yaml.read(SMALL + "  limits: { held-bodies: " + text + " }\n")
                        .limits()
                        .heldBodies())
                .isEqualTo(bytes);
        assertThat(Sizes.shortest(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"512, 128", "100, 25", "64, 20", "519, 129"})
    void holdsBodiesOfAQuarterOfTheHeapAndAtLeastOne(long heap, long held) {
        assertThat(Limits.ofHeap(heap << 20)).isEqualTo(new Limits(Limits.NONE, Limits.NONE, held << 20));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
