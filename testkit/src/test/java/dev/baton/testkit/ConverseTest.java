package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same scripts, performed as AWS Bedrock's Converse. */
class ConverseTest {

    private static final String ASKED =
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Tell me a story\"}]}]}";

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    private HttpResponse<String> whole(String body) throws Exception {
        return HttpCaller.post(provider, "/model/m%3A0/converse", body);
    }

    private List<Frame> stream() throws Exception {
        return frames(HttpCaller.postForBytes(provider, "/model/m%3A0/converse-stream", ASKED)
                .body());
    }

    /** A frame, of which both checksums were right. */
    private record Frame(String headers, JsonNode payload) {

        boolean is(String type) {
            return headers.contains(":event-type\u0007\u0000" + (char) type.length() + type);
        }
    }

    private static List<Frame> frames(byte[] body) {
        List<Frame> frames = new ArrayList<>();
        ByteBuffer left = ByteBuffer.wrap(body);
        while (left.remaining() >= 16) {
            int from = left.position();
            int length = left.getInt();
            int headers = left.getInt();
            assertThat(left.getInt()).isEqualTo(checksum(body, from, 8));
            byte[] head = new byte[headers];
            byte[] payload = new byte[length - headers - 16];
            left.get(head).get(payload);
            assertThat(left.getInt()).isEqualTo(checksum(body, from, length - 4));
            frames.add(new Frame(
                    new String(head, StandardCharsets.ISO_8859_1),
                    payload.length == 0
                            ? JsonMapper.shared().missingNode()
                            : JsonMapper.shared().readTree(payload)));
        }
        return frames;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }

    @Test
    void streamsFramesOfWhichTheLastTellsTheUsage() throws Exception {
        provider.answers(Script.tokens("One", " two").reasoning("Hm.").toolCall("t1", "weather", "{\"a\":", "1}"));

        List<Frame> frames = stream();

        assertThat(frames.getFirst().is("messageStart")).isTrue();
        assertThat(frames.get(1).payload().at("/delta/reasoningContent/text").asString())
                .isEqualTo("Hm.");
        assertThat(frames.stream()
                        .map(frame -> frame.payload().at("/delta/text").asString("")))
                .containsSubsequence("One", " two");
        assertThat(frames.stream()
                        .map(frame -> frame.payload().at("/delta/toolUse/input").asString("")))
                .containsSubsequence("{\"a\":", "1}");
        assertThat(frames.get(frames.size() - 2).is("messageStop")).isTrue();
        assertThat(frames.get(frames.size() - 2).payload().path("stopReason").asString())
                .isEqualTo("tool_use");
        assertThat(frames.getLast().is("metadata")).isTrue();
        assertThat(frames.getLast().payload().at("/usage/outputTokens").asInt()).isEqualTo(6);
        assertThat(provider.requests().getFirst().tokensSent()).isEqualTo(6);
    }

    @Test
    void tellsAnErrorAsAFrameOfItsOwnKind() throws Exception {
        provider.answers(Script.tokens("One", " two").sayAfter(1, Outburst.errorEvent()));
        Frame exception = stream().getLast();
        provider.answers(Script.tokens("One", " two").sayAfter(1, Outburst.errorLine()));
        Frame error = stream().getLast();

        assertThat(exception.headers()).contains(":exception-type", "modelStreamErrorException");
        assertThat(exception.payload().path("message").asString()).isEqualTo("The model crashed.");
        assertThat(error.headers()).contains(":error-code", ":error-message", "The model crashed.");
    }

    @Test
    void stopsEarlyForAReasonOfItsOwn() throws Exception {
        provider.answers(Script.tokens("One", " two").sayAfter(1, Outburst.finish("malformed_model_output")));

        List<Frame> frames = stream();

        assertThat(frames.get(frames.size() - 2).payload().path("stopReason").asString())
                .isEqualTo("malformed_model_output");
    }

    @Test
    void answersInOnePiece() throws Exception {
        provider.answers(Script.text("One two").toolCall("t1", "weather", "{}").finishReason("length"));

        JsonNode body = JsonMapper.shared().readTree(whole(ASKED).body());

        assertThat(body.at("/output/message/content/0/text").asString()).isEqualTo("One two");
        assertThat(body.at("/output/message/content/1/toolUse/toolUseId").asString())
                .isEqualTo("t1");
        assertThat(body.path("stopReason").asString()).isEqualTo("max_tokens");
        assertThat(body.at("/usage/inputTokens").asInt()).isEqualTo(4);
    }

    @Test
    void goesOnFromATrailingMessage() throws Exception {
        provider.answers(Script.text("One two three"));

        JsonNode body = JsonMapper.shared()
                .readTree(whole("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]},"
                                + "{\"role\":\"assistant\",\"content\":[{\"text\":\"One\"}]}]}")
                        .body());

        assertThat(body.at("/output/message/content/0/text").asString()).isEqualTo(" two three");
    }

    @Test
    void namesAnErrorInAHeader() throws Exception {
        provider.answers(Script.status(429));

        HttpResponse<String> refused = whole(ASKED);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("x-amzn-errortype").orElse("")).startsWith("ThrottlingException:");
        assertThat(refused.body()).isEqualTo("{\"message\":\"Rate limit reached.\"}");
    }
}
