package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider at AWS: asked in its own words, signed for, read in frames, and one among others when an answer breaks. */
class BedrockTest {

    private static final String SECRET = "canary-secret-3f8a1b7c2d";
    private static final String TOKEN = "canary-token-a91c55e07b";
    private static final String KEY = "canary-key-0c4d9e8f71";
    private static final String CLAUDE = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              providers:
                aws:
                  protocol: bedrock
                  base-url: "{b}"
                  region: eu-west-1
                  aws-keys: { access-key-id: AKIDEXAMPLE, secret-access-key: %1$s, session-token: %2$s }
                found: { protocol: bedrock, base-url: "{b}", region: us-east-1 }
                by-key: { protocol: bedrock, base-url: "{b}", api-key: %3$s }
                aws-second: { protocol: bedrock, base-url: "{c}", api-key: %3$s }
                openai: { base-url: "{b}" }
                openai-second: { base-url: "{c}", continuation: prefill }
              defaults: { retry: { backoff: 10ms } }
              models:
                signed: { targets: ["aws/%4$s", openai-second/gpt-y] }
                alone: { targets: ["aws/%4$s"] }
                found: { targets: ["found/%4$s"] }
                by-key: { targets: ["by-key/%4$s"] }
                to-aws: { targets: [openai/gpt-x, "aws-second/%4$s"] }
                to-nova: { targets: [openai/gpt-x, "aws-second/eu.amazon.nova-pro-v1:0"] }
            """.formatted(SECRET, TOKEN, KEY, CLAUDE));

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();

    private static StreamedAnswer stream(String model) {
        return ChatCall.streaming(model).to(gateway).awaitEnd();
    }

    @Test
    void tellsTheWholeStoryTokenByToken() {
        StreamedAnswer answer = stream("signed");

        assertThat(answer.text(0)).isEqualTo(Story.TEXT);
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(b.requests()).hasSize(1);
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void isAskedAtTheAddressOfTheModelAndSigned() {
        stream("signed");

        ReceivedRequest seen = b.requests().getLast();
        assertThat(seen.path()).isEqualTo("/v1/model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream");
        assertThat(seen.header("authorization").orElse(""))
                .matches("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\\d{8}/eu-west-1/bedrock/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token, "
                        + "Signature=[0-9a-f]{64}");
        assertThat(seen.header("x-amz-security-token")).contains(TOKEN);
        assertThat(seen.header("accept")).contains("application/vnd.amazon.eventstream");
    }

    @Test
    void isSignedForWithKeysThatAreFound() {
        System.setProperty("aws.accessKeyId", "AKIDFOUND");
        System.setProperty("aws.secretAccessKey", "a-secret");
        try {
            assertThat(stream("found").text(0)).isEqualTo(Story.TEXT);
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }

        assertThat(b.requests().getLast().header("authorization").orElse(""))
                .matches(".* Credential=AKIDFOUND/\\d{8}/us-east-1/bedrock/.*");
    }

    @Test
    void isAskedWithAKeyOfItsOwnAndUnsigned() {
        assertThat(stream("by-key").text(0)).isEqualTo(Story.TEXT);

        assertThat(b.requests().getLast().header("authorization")).contains("Bearer " + KEY);
        assertThat(b.requests().getLast().header("x-amz-date")).isEmpty();
    }

    @Test
    void isFollowedByAnotherInMidSentence() {
        b.answers(Script.standard().dieAfter(20, Death.RST));

        assertThat(stream("signed").text(0)).isEqualTo(Story.TEXT);

        assertThat(c.requests()).hasSize(1);
    }

    @Test
    void isFollowedByAnotherWhereItTellsAnExceptionInMidSentence() {
        b.answers(Script.standard().holdAfter(20).sayAfter(20, Outburst.errorEvent()));
        b.release(1);

        StreamedAnswer answer = stream("signed");

        assertThat(answer.text(0)).isEqualTo(Story.TEXT);
        assertThat(gateway.stories().lines()).anyMatch(line -> line.contains("The model crashed."));
    }

    @Test
    void isFollowedByAnotherWhereItsFramesGetMixedUp() {
        b.answers(Script.standard().holdAfter(20).sayAfter(20, Outburst.raw("no frame at all, but some text", false)));
        b.release(1);

        assertThat(stream("signed").text(0)).isEqualTo(Story.TEXT);
    }

    @Test
    void goesOnWithWhatAnotherHasBegun() {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        assertThat(stream("to-aws").text(0)).isEqualTo(Story.TEXT);

        assertThat(c.requests().getLast().body().at("/messages/1/role").asString())
                .isEqualTo("assistant");
    }

    @Test
    void repeatsTheEndOfWhatAnotherHasBegunWhereItsModelIsNotKnownToGoOn() {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        assertThat(stream("to-nova").text(0)).isEqualTo(Story.TEXT);

        assertThat(c.requests()
                        .getLast()
                        .body()
                        .at("/messages/2/content/0/text")
                        .asString())
                .startsWith("Your last message was cut off.");
    }

    @ParameterizedTest
    @CsvSource({"403, 1", "404, 1", "408, 1", "424, 1", "429, 1", "500, 2", "503, 1"})
    void isFollowedByAnotherBeforeItsFirstToken(int status, int calls) {
        b.answers(Script.status(status));

        assertThat(stream("signed").text(0)).isEqualTo(Story.TEXT);

        assertThat(b.requests()).hasSize(calls);
    }

    @Test
    void tellsTheClientInItsOwnWordsWhatIsWrongWithARequest() {
        b.answers(Script.error(400, "invalid_request_error", null, "messages.3: the role must be user"));

        StreamedAnswer answer = stream("alone");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("messages.3: the role must be user");
    }

    @Test
    void isLeftWhenTheClientLeaves() {
        b.answers(Script.standard().stepwise());
        b.release(3);
        StreamedAnswer answer = ChatCall.streaming("signed").to(gateway);
        b.awaitRequests(1, Duration.ofSeconds(5)).getFirst().awaitTokens(3, Duration.ofSeconds(5));

        answer.leave();

        assertThat(b.requests().getFirst().awaitEnd(Duration.ofSeconds(5)).way())
                .hasToString("CALLER_LEFT");
    }

    @Test
    void keepsItsKeysToItselfWhateverIsLogged() {
        try (Logs logs = Logs.verbose()) {
            b.answers(Script.error(400, "invalid_request_error", null, "Wrong: AKIDEXAMPLE " + SECRET + " " + TOKEN));
            StreamedAnswer refused = stream("alone");
            b.answers(Script.error(500, "server_error", null, "Wrong: " + SECRET + " " + TOKEN));
            StreamedAnswer failed = stream("alone");

            assertThat(refused.body()).contains("Wrong: [redacted] [redacted] [redacted]");
            List<String> seen = new ArrayList<>(logs.lines());
            seen.addAll(gateway.stories().lines());
            seen.addAll(List.of(refused.body(), failed.body()));
            assertThat(seen).anyMatch(line -> line.startsWith("reactor.netty.http.server"));
            for (String secret : List.of("AKIDEXAMPLE", SECRET, TOKEN)) {
                assertThat(seen).noneMatch(line -> line.contains(secret));
            }
        }
    }
}
