package dev.baton.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The output is read by people, so it is pinned as text. */
final class CheckCommandTest {
    private static final String PROVIDERS = """
            baton:
              providers:
                server-b: { base-url: "http://127.0.0.1:9001/v1", api-key: sk-b }
                server-c: { base-url: "https://c.example.com/v1", api-key: sk-c, continuation: prefix-flag }
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysWhatEachRouteWouldDo() throws IOException {
        int exit = check(PROVIDERS + """
                  server: { address: 0.0.0.0, port: 9000, grace: 5s, drain: 30s }
                  limits: { in-flight: 1000, in-flight-per-target: 40, held-bodies: 64MB }
                  clients: [{ name: web, key: "${WEB_KEY}" }, { name: batch, key: 0123456789abcdef }]
                  models:
                    chat: { targets: [server-b/gpt-x, server-c/gpt-y], hedge: { enabled: true } }
                    code:
                      targets: [[{ target: server-b/coder, weight: 3 }, server-c/coder]]
                      timeouts: { connect: 1500ms, first-token: 90s, total: 1h }
                      retry: { same-target: 0 }
                      resume: { ladder: [prefill], max-seams: 1 }
                      breaker: { enabled: false }
                      hedge: { enabled: true, after: 1500ms }
                      tool-calls: stream
                      classify: [{ status: 520, body-contains: busy, as: unavailable }, { body-contains: quota, as: quota-exhausted }]
                """);

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString().lines().skip(1)).containsExactly("""
                        listens on 0.0.0.0, port 9000
                        serves web, batch
                        answers at most 1000 requests at a time, holds at most 64MB of their bodies
                        makes at most 40 calls at a time to a target
                        when told to end: takes requests for 5s more, then lets running answers finish for 30s
                        asks server-b at http://127.0.0.1:9001/v1/chat/completions
                        asks server-c at https://c.example.com/v1/chat/completions

                        model chat
                          targets, in the order in which they are tried:
                            1. server-b/gpt-x (not known to continue an answer)
                            2. server-c/gpt-y (continues an answer: prefill with "prefix": true; declared)
                          timeouts: connect 2s, first token 1m, between tokens 30s
                                    whole answer 2m, total 10m, write stall 30s
                          keep-alive: after 10s in which nothing was written
                          retry: the same target once more, after about 200ms; a Retry-After of up to 2s is waited for
                          a stream that breaks: prefill, then replay (with temperature 0, a seed or less than 8 characters), then anchor; at most 2 seams
                          breaker: a target that failed 5 times in a row, or as often and in half of all calls of 30s, is left out for 5s, at most 30s
                          hedge: a stream that has not begun after the time within which 19 of 20 of its target's last streams have begun is asked of the next target, too; for at most one request in 20
                          tool calls: handed out whole, so that a broken one can be made anew

                        model code
                          targets, in the order in which they are tried:
                            1. drawn by weight, the others follow:
                               - server-b/coder (not known to continue an answer), first in 3 of 4
                               - server-c/coder (continues an answer: prefill with "prefix": true; declared), first in 1 of 4
                          timeouts: connect 1500ms, first token 90s, between tokens 30s
                                    whole answer 2m, total 1h, write stall 30s
                          keep-alive: after 10s in which nothing was written
                          retry: the same target is not asked again; a Retry-After of up to 2s is waited for
                          a stream that breaks: prefill; at most 1 seam
                          breaker: off, each request begins at its first target
                          hedge: a stream that has not begun after 1500ms is asked of the next target, too; for at most one request in 20
                          tool calls: handed out as they come; an answer that breaks after one ends in an error
                          classify: status 520 and a body with "busy" is unavailable
                          classify: a body with "quota" is quota-exhausted
                        """.split("\n"));
    }

    @Test
    void saysWhoseHealthIsChecked() throws IOException {
        check("""
                baton:
                  providers: { mine: { base-url: "https://mine.example.com:8443/v1", health: { path: /health, every: 1m } } }
                  models: { chat: { targets: [mine/x] } }
                """);

        assertThat(out.toString())
                .contains("checks the health of mine every 1m: GET /health at mine.example.com:8443, within 2s");
    }

    @Test
    void saysWhereEachProviderIsAsked() throws IOException {
        check("""
                baton:
                  providers:
                    claude: { protocol: anthropic, base-url: "https://claude.example.com" }
                    gpt: { protocol: responses, base-url: "https://gpt.example.com/v1" }
                    gem: { protocol: gemini, base-url: "https://gem.example.com/v1beta" }
                    az: { protocol: azure, base-url: "https://r.openai.azure.com", api-version: 2024-10-21 }
                    aws: { protocol: bedrock, region: eu-west-1 }
                  models: { chat: { targets: [claude/a, gpt/b, gem/c, az/d, aws/e] } }
                """);

        assertThat(out.toString().lines())
                .contains(
                        "asks claude at https://claude.example.com/v1/messages",
                        "asks gpt at https://gpt.example.com/v1/responses",
                        "asks gem at https://gem.example.com/v1beta/models/MODEL:streamGenerateContent?alt=sse",
                        "asks az at https://r.openai.azure.com/openai/deployments/MODEL/chat/completions?api-version=2024-10-21",
                        "asks aws at https://bedrock-runtime.eu-west-1.amazonaws.com/model/MODEL/converse-stream");
    }

    @Test
    void saysHowItIsKnownWhatATargetCanContinue() throws IOException {
        check("""
                baton:
                  providers:
                    mistral: { base-url: "https://api.mistral.ai/v1" }
                    mine: { base-url: "https://mine.example.com/v1" }
                  models:
                    chat: { targets: [mistral/small, mine/x, { target: mine/y, continuation: none }] }
                """);

        assertThat(out.toString().lines().map(String::strip))
                .contains(
                        "1. mistral/small (continues an answer: prefill with \"prefix\": true; built in for"
                                + " api.mistral.ai)",
                        "2. mine/x (not known to continue an answer)",
                        "3. mine/y (cannot continue an answer; declared)");
    }

    @Test
    void saysWhichProtocolATargetSpeaksWhereItIsNotTheUsualOne() throws IOException {
        check("""
                baton:
                  providers:
                    claude: { protocol: anthropic, base-url: "https://claude.example.com" }
                    mine: { base-url: "https://mine.example.com/v1" }
                    az: { protocol: azure, base-url: "https://r.openai.azure.com", api-version: 2024-10-21 }
                    aws: { protocol: bedrock, region: eu-west-1 }
                    given: { protocol: bedrock, region: eu-west-1, aws-keys: { access-key-id: AKID, secret-access-key: s3cret } }
                    keyed: { protocol: bedrock, region: eu-west-1, api-key: s3cret }
                  models:
                    chat:
                      targets:
                        - claude/claude-haiku-4-5
                        - claude/claude-opus-5
                        - mine/x
                        - az/my-gpt
                        - aws/eu.anthropic.claude-haiku-4-5-20251001-v1:0
                        - given/amazon.nova-lite-v1:0
                        - keyed/amazon.nova-lite-v1:0
                """);

        assertThat(out.toString().lines().map(String::strip))
                .contains(
                        "1. claude/claude-haiku-4-5 (speaks anthropic; continues an answer: prefill, no flag needed; built"
                                + " in for claude.example.com)",
                        "2. claude/claude-opus-5 (speaks anthropic; cannot continue an answer; built in for"
                                + " claude.example.com)",
                        "3. mine/x (not known to continue an answer)",
                        "4. az/my-gpt (speaks openai as Azure serves it, 2024-10-21; cannot continue an answer; built in"
                                + " for r.openai.azure.com)",
                        "5. aws/eu.anthropic.claude-haiku-4-5-20251001-v1:0 (speaks bedrock, signed for eu-west-1 with what"
                                + " AWS's own tools find; continues an answer: prefill, no flag needed; built in for"
                                + " bedrock-runtime.eu-west-1.amazonaws.com)",
                        "6. given/amazon.nova-lite-v1:0 (speaks bedrock, signed for eu-west-1 with the keys given here; not"
                                + " known to continue an answer)",
                        "7. keyed/amazon.nova-lite-v1:0 (speaks bedrock, with an API key; not known to continue an answer)");
        assertThat(out.toString()).doesNotContain("s3cret", "AKID");
    }

    @Test
    void saysWhoIsServedWithoutClients() throws IOException {
        check(PROVIDERS + "  models: { chat: { targets: [server-b/x, server-c/x] } }\n  server: { port: 0 }");

        assertThat(out.toString())
                .contains("listens on 127.0.0.1, any free port")
                .contains("serves callers on this machine only: no clients are configured")
                .doesNotContain("warning");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat: { targets: [server-b/x] } | no model has a target at provider server-c",
                "chat: { targets: [server-b/x, server-b/y] } | every target of chat is at server-b: when that provider is"
                        + " down, so is the model",
                "chat: { targets: [server-b/x], resume: { ladder: [prefill, replay] } } | no target of chat can continue an"
                        + " answer: a broken stream ends in an error, unless it can be replayed",
                "chat: { targets: [server-b/x], resume: { ladder: [prefill] } } | no target of chat can continue an answer: a"
                        + " broken stream ends in an error",
                "chat: { targets: [server-c/x], timeouts: { total: 60s } } | a silent target uses up the whole time of chat:"
                        + " first-token is not shorter than total",
                "chat: { targets: [server-c/x], hedge: { enabled: true } } | nobody can be asked beside the only target of chat:"
                        + " hedge does nothing",
                "chat: { targets: [server-b/x, server-c/x], hedge: { enabled: true, after: 1m } } | a silent target of chat is"
                        + " given up before another one is asked beside it: hedge.after is not shorter than first-token",
                "chat: { targets: [server-b/text-embedding-3-small, server-c/bge-m3] } | embeddings of chat are made by"
                        + " text-embedding-3-small only, never by bge-m3: vectors of different models must not be mixed"
            })
    void warnsOfWhatIsValidAndProbablyNotMeant(String model, String warning) throws IOException {
        int exit = check(PROVIDERS + "  models:\n    " + model);

        assertThat(exit).isZero();
        assertThat(out.toString().lines().map(String::strip)).contains("warning: " + warning);
    }

    @Test
    void saysWhatHoldsWithoutLimits() throws IOException {
        check(PROVIDERS + "  models: { chat: { targets: [server-b/x] } }\n  server: { drain: 0s }");

        assertThat(out.toString())
                .contains("answers as many requests at a time as come, holds at most ")
                .contains("when told to end: lets running answers finish for 0s");
    }

    @Test
    void warnsOfMoreBodiesThanThereIsMemoryFor() throws IOException {
        check(PROVIDERS + "  models: { chat: { targets: [server-b/x] } }\n  limits: { held-bodies: 999999GiB }");

        assertThat(out.toString())
                .contains("warning: limits.held-bodies is more than half of the memory that the process may use");
    }

    @Test
    void warnsOfAKeyThatTravelsUnencrypted() throws IOException {
        check("""
                baton:
                  providers: { far: { base-url: "http://api.example.com/v1", api-key: sk-s3cret } }
                  models: { chat: { targets: [far/x] } }
                """);

        assertThat(out.toString())
                .contains("warning: the key of provider far travels unencrypted: its base-url is http")
                .doesNotContain("s3cret");
    }

    @Test
    void saysWhenABrokenStreamIsNotResumed() throws IOException {
        check(PROVIDERS + "  models: { chat: { targets: [server-b/x], resume: { enabled: false } } }");

        assertThat(out.toString())
                .contains("a stream that breaks: ends in an error")
                .doesNotContain("can continue an answer:");
    }

    @Test
    void tellsEveryProblemOnALineOfItsOwn() throws IOException {
        int exit = check(PROVIDERS + "  models: { chat: { targets: [], keep-alive: 0s } }");

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly(
                        "baton.models.chat.targets: an empty list (expected: at least one target, such as [server-b/gpt-x,"
                                + " server-c/gpt-y])",
                        "baton.models.chat.keep-alive: 0s (expected: a duration > 0, such as 30s)");
    }

    @Test
    void tellsThatTheFileIsMissing() {
        Path missing = folder.resolve("absent.yaml");

        int exit = run("check", "--config", missing.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        missing + ": no such file (expected: a configuration file; --config names another one)");
    }

    @Test
    void tellsThatTheFileIsAFolder() {
        int exit = run("check", "--config", folder.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(folder + ": a file that cannot be read (expected: a readable text file)");
    }

    @Test
    void tellsThatTheFileIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("latin1.yaml"), new byte[] {'#', (byte) 0xe4, '\n'});

        int exit = run("check", "--config", file.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("bytes that are not UTF-8 (expected: a text file in UTF-8)");
    }

    @Test
    void tellsThatTheFileIsTooLarge() throws IOException {
        Path file = Files.write(folder.resolve("large.yaml"), new byte[1_000_001]);

        int exit = run("check", "--config", file.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("more than 1 MB");
    }

    @Test
    void asksForACommandWhenThereIsNone() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required subcommand").contains("check");
    }

    @Test
    void explainsItself() {
        assertThat(run("check", "--help")).isZero();
        assertThat(out.toString()).contains("--config=FILE").contains("baton.yaml by default");
    }

    private int check(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("baton.yaml"), yaml);
        return run("check", "--config", file.toString());
    }

    private int run(String... arguments) {
        CommandLine commandLine = BatonCommand.commandLine(Map.of("WEB_KEY", "web-key-0123456789")::get);
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
