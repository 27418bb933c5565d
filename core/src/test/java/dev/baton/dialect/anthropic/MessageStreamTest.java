package dev.baton.dialect.anthropic;

import static dev.baton.dialect.anthropic.Events.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Part;
import dev.baton.answer.Part.Block;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.Expected;
import dev.baton.resilience.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageStreamTest {

    private final List<AnswerEvent> out = new ArrayList<>();

    private AnswerReader read(boolean own, String... pieces) {
        AnswerReader reader = new MessagesProvider().streamReader(new Expected(1, true, own));
        for (String piece : pieces) {
            reader.read(utf8(piece), out::add);
        }
        return reader;
    }

    private List<Part> parts() {
        return out.stream().flatMap(event -> event.parts().stream()).toList();
    }

    @Test
    void readsAText() {
        AnswerReader reader = read(true, Events.answer("a", "Hé"));

        assertThat(parts())
                .containsExactly(
                        new Part.Role(0),
                        new Part.Usage(14, 1, new Part.Usage.Details(3, 2, 0), false, null),
                        new Part.Block(0, Block.Kind.TEXT),
                        new Part.Text(0, "Hé"),
                        new Part.Finish(0, FinishReason.STOP),
                        new Part.Usage(14, 5, new Part.Usage.Details(3, 2, 0), false, null));
        assertThat(reader.stage()).isEqualTo(Stage.ENDED);
        assertThat(out.getFirst().head().id()).isEqualTo("a");
        assertThat(out.getFirst().head().model()).isEqualTo("m-a");
    }

    @Test
    void keepsPayloadsForClientsOfItsDialectAlone() {
        read(true, Events.answer("a", "Hi"));
        assertThat(out).allSatisfy(event -> {
            assertThat(event.payload()).isNotNull();
            assertThat(event.relayable()).isTrue();
            assertThat(event.name()).isNotEmpty();
        });

        out.clear();
        read(false, Events.answer("a", "Hi"));
        assertThat(out).allSatisfy(event -> {
            assertThat(event.payload()).isNull();
            assertThat(event.head().id()).isEmpty();
        });
    }

    @Test
    void countsToolCallsAndNotBlocks() {
        read(
                true,
                Events.start("a"),
                Events.beginText(0) + Events.text(0, "Look.") + Events.end(0),
                Events.begin(1, "\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"weather\",\"input\":{}"),
                Events.delta(1, "\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":1}\"") + Events.end(1),
                Events.begin(2, "\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"time\",\"input\":{}") + Events.end(2));

        assertThat(parts().stream().filter(Part.ToolCall.class::isInstance))
                .containsExactly(
                        new Part.ToolCall(0, 0, "t1", "weather", ""),
                        new Part.ToolCall(0, 0, null, null, "{\"a\":1}"),
                        new Part.ToolCall(0, 1, "t2", "time", ""),
                        new Part.ToolCall(0, 1, null, null, "{}"));
    }

    @Test
    void readsThoughtsAndWhatProvesThem() {
        read(
                true,
                Events.start("a"),
                Events.begin(0, "\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\""),
                Events.delta(0, "\"type\":\"thinking_delta\",\"thinking\":\"Hm.\""),
                Events.delta(0, "\"type\":\"signature_delta\",\"signature\":\"s\"") + Events.end(0),
                Events.begin(1, "\"type\":\"redacted_thinking\",\"data\":\"x\"") + Events.end(1));

        assertThat(parts())
                .contains(new Part.Reasoning(0, "Hm."), new Part.Signature(0, "s"), new Part.Redacted(0, "x"));
    }

    @Test
    void takesAPingForASignOfThinkingWhileThoughtsAreHidden() {
        read(true, Events.PING, Events.start("a"), Events.PING);
        assertThat(parts()).doesNotContain(new Part.StillThinking(0));

        read(true, Events.start("a"), Events.begin(0, "\"type\":\"thinking\",\"thinking\":\"\""), Events.PING);
        assertThat(parts()).contains(new Part.StillThinking(0));

        out.clear();
        read(true, Events.start("a"), Events.beginText(0), Events.PING);
        assertThat(parts()).doesNotContain(new Part.StillThinking(0));
    }

    @Test
    void knowsWhenAnAnswerIsMoreThanWords() {
        read(
                true,
                Events.start("a"),
                Events.begin(0, "\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}"));
        assertThat(parts()).contains(new Part.Block(0, Block.Kind.OTHER));

        out.clear();
        read(
                true,
                Events.start("a"),
                Events.beginText(0),
                Events.delta(0, "\"type\":\"citations_delta\",\"citation\":{}"));
        assertThat(parts()).contains(new Part.Block(0, Block.Kind.OTHER));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,STOP",
        "stop_sequence,STOP_SEQUENCE",
        "max_tokens,LENGTH",
        "model_context_window_exceeded,CONTEXT_FULL",
        "tool_use,TOOL_CALLS",
        "refusal,CONTENT_FILTER",
        "pause_turn,PAUSE"
    })
    void knowsTheNormalEnds(String word, FinishReason reason) {
        AnswerReader reader = read(true, Events.start("a"), Events.finish(word, 1));

        assertThat(parts()).contains(new Part.Finish(0, reason));
        assertThat(reader.stage()).isEqualTo(Stage.FINISHED);
    }

    @Test
    void keepsWhatAMessageDeltaDoesNotSay() {
        read(
                true,
                Events.start("a"),
                Events.finish("end_turn", 5),
                Events.sse(
                        "message_delta", "{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":7}}"));

        assertThat(parts()).endsWith(new Part.Usage(14, 7, new Part.Usage.Details(3, 2, 0), false, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"type\":\"message_stop\"}\n\n",
                "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"abort\"}}\n\n",
                "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}\n\n",
                "data: {\"type\":\n\n",
                "data: []\n\n",
                "data: {} {}\n\n"
            })
    void neverTakesAStreamForAnAnswerThatIsNone(String event) {
        assertThatThrownBy(() -> read(true, Events.start("a"), event)).isInstanceOf(BadAnswer.class);
    }

    @Test
    void failsWhenTheStreamEndsBeforeTheAnswer() {
        AnswerReader reader = read(true, Events.start("a"), Events.beginText(0), Events.text(0, "Hi"), Events.end(0));

        assertThatThrownBy(() -> reader.end(out::add)).isInstanceOf(BadAnswer.class);
    }

    @Test
    void keepsTheErrorThatTheServerSends() {
        String error = "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";

        assertThatThrownBy(() -> read(true, Events.start("a"), Events.sse("error", error)))
                .isInstanceOfSatisfying(
                        BadAnswer.class, bad -> assertThat(bad.seen()).isInstanceOf(Observation.ErrorEvent.class));
    }

    @Test
    void passesOnWhatIsNewerThanThisCodeToClientsThatMayKnowIt() {
        String event = Events.sse("news", "{\"type\":\"news\"}");

        read(true, Events.start("a"), event);
        assertThat(out.getLast().name()).isEqualTo("news");

        out.clear();
        read(false, Events.start("a"), event);
        assertThat(out).hasSize(1);
    }

    @Test
    void readsAWholeMessage() {
        String body = "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":["
                + "{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"s\"},{\"type\":\"text\",\"text\":\"Hi\"},"
                + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"w\",\"input\":{\"a\": 1}}],\"stop_reason\":\"tool_use\","
                + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":3}}";

        AnswerReader reader = new MessagesProvider().bodyReader(new Expected(1, false, false));
        reader.read(utf8(body), out::add);
        reader.end(out::add);

        assertThat(parts())
                .contains(
                        new Part.Reasoning(0, "Hm."),
                        new Part.Text(0, "Hi"),
                        new Part.ToolCall(0, 0, "t", "w", "{\"a\": 1}"),
                        new Part.Finish(0, FinishReason.TOOL_CALLS),
                        new Part.Usage(9, 3, false, null));
    }
}
