package dev.baton.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Payloads;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** One payload: read as what it says, or refused as a whole. */
class ChunkReaderFuzzTest {

    private static final Head FALLBACK = new Head("fallback", 1, "model");

    @FuzzTest
    void readsTheTextThatIsThereOrRefusesThePayload(byte[] payload) {
        Optional<AnswerEvent> read = read(payload);
        read.ifPresent(event -> {
            assertThat(Payloads.text(payload)).as("accepted, so UTF-8").isPresent();
            Payloads.tree(payload).ifPresent(tree -> {
                assertThat(tree.isObject()).isTrue();
                assertThat(textOf(event)).isEqualTo(textIn(tree));
                assertThat(event.head().id())
                        .isEqualTo(tree.path("id").isString() ? tree.path("id").asString() : "");
                checkRelayable(event, tree);
                checkEncoded(event);
            });
        });
    }

    private static Optional<AnswerEvent> read(byte[] payload) {
        try {
            return Optional.of(ChunkReader.read(payload, Head.NONE, true));
        } catch (BadAnswer bad) {
            assertThat(bad.seen()).isNotNull();
            return Optional.empty();
        }
    }

    /** What is relayed as it came can be framed in one line, and says nothing that SDKs take for an error. */
    private static void checkRelayable(AnswerEvent event, JsonNode tree) {
        if (event.relayable()) {
            assertThat(event.payload()).doesNotContain('\n', '\r');
            assertThat(event.payload()[0]).as("no byte order mark").isPositive();
            assertThat(tree.has("error")).isFalse();
            assertThat(tree.path("usage").isObject()).isFalse();
        }
    }

    /** The client reads the same text, whether the event is relayed, amended or built anew. */
    private static void checkEncoded(AnswerEvent event) {
        if (!event.staysWithin(8) || event.has(Part.Finish.class)) {
            return; // Nobody gets such an event, or not what stands behind a finish.
        }
        assertThat(inUtf8(encoded(event))).isEqualTo(inUtf8(textOf(event)));
        assertThat(inUtf8(encoded(AnswerEvent.of(event.head(), event.parts())))).isEqualTo(inUtf8(textOf(event)));
    }

    private static String encoded(AnswerEvent event) {
        String written = new String(new ChatEncoder(true, FALLBACK).encode(event), UTF_8);
        return written.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .map(data -> read(data.getBytes(UTF_8)).orElseThrow())
                .map(ChunkReaderFuzzTest::textOf)
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
        return elements(tree.path("choices"))
                .filter(JsonNode::isObject)
                .flatMap(choice -> choice.properties().stream())
                .filter(field -> field.getKey().equals("delta"))
                .flatMap(delta -> delta.getValue().properties().stream())
                .filter(field -> field.getKey().equals("content"))
                .map(Map.Entry::getValue)
                .map(ChunkReaderFuzzTest::contentText)
                .collect(joining());
    }

    private static String contentText(JsonNode content) {
        return content.isString()
                ? content.asString()
                : elements(content).map(part -> contentText(part.path("text"))).collect(joining());
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.empty();
    }
}
