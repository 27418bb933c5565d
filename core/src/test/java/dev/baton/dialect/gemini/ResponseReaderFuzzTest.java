package dev.baton.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.Expected;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.Payloads;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One response: read as what it says, or refused as a whole. */
class ResponseReaderFuzzTest {

    private static final JsonNode NONE = Json.TREES.createArrayNode();

    @FuzzTest
    void readsTheTextThatIsThereOrRefusesThePayload(byte[] payload) {
        read(payload).ifPresent(event -> {
            assertThat(Payloads.text(payload)).as("accepted, so UTF-8").isPresent();
            Payloads.tree(payload).ifPresent(tree -> {
                assertThat(tree.isObject()).isTrue();
                assertThat(textOf(event)).isEqualTo(textIn(tree));
                checkRelayable(event, tree);
                checkEncoded(event);
            });
        });
    }

    private static Optional<AnswerEvent> read(byte[] payload) {
        try {
            return Optional.of(new ResponseReader(new Expected(1, true, true)).read(payload));
        } catch (BadAnswer bad) {
            assertThat(bad.seen()).isNotNull();
            return Optional.empty();
        }
    }

    /** What is relayed as it came can be framed in one line, and is no error. */
    private static void checkRelayable(AnswerEvent event, JsonNode tree) {
        if (event.relayable()) {
            assertThat(event.payload()).doesNotContain('\n', '\r').startsWith('{');
            assertThat(tree.path("error").isMissingNode() || tree.path("error").isNull())
                    .isTrue();
        }
    }

    /** The client reads the same text, whether the response is relayed, written on one line or built anew. */
    private static void checkEncoded(AnswerEvent event) {
        assertThat(inUtf8(encoded(event))).isEqualTo(inUtf8(textOf(event)));
        assertThat(inUtf8(encoded(AnswerEvent.of(event.head(), event.parts())))).isEqualTo(inUtf8(textOf(event)));
    }

    private static String encoded(AnswerEvent event) {
        GeminiEncoder encoder = new GeminiEncoder(GeminiFraming.EVENTS, new Head("r", 0, "m"));
        return new String(encoder.encode(event), UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .map(data -> read(data.getBytes(UTF_8)).orElseThrow())
                .map(ResponseReaderFuzzTest::textOf)
                .collect(joining());
    }

    /** Half a surrogate pair has no form in UTF-8. */
    private static String inUtf8(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    private static String textOf(AnswerEvent event) {
        return event.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(joining());
    }

    private static String textIn(JsonNode tree) {
        StringBuilder text = new StringBuilder();
        for (JsonNode candidate : tree.path("candidates").isArray() ? tree.path("candidates") : NONE) {
            JsonNode parts = candidate.path("content").path("parts");
            for (JsonNode part : parts.isArray() ? parts : NONE) {
                boolean thought =
                        part.path("thought").isBoolean() && part.path("thought").asBoolean();
                text.append(
                        thought || !part.path("text").isString()
                                ? ""
                                : part.path("text").asString());
            }
        }
        return text.toString();
    }
}
