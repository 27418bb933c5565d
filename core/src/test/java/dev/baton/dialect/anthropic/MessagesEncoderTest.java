package dev.baton.dialect.anthropic;

import static dev.baton.dialect.anthropic.Events.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.ApiError;
import dev.baton.dialect.Expected;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesEncoderTest {

    private final MessagesEncoder encoder = new MessagesEncoder("r1", "chat", 12);
    private final StringBuilder written = new StringBuilder();

    /** What a target of the client's dialect says. */
    private void relay(String... pieces) {
        AnswerReader reader = new MessagesProvider().streamReader(new Expected(1, true, true));
        for (String piece : pieces) {
            reader.read(utf8(piece), event -> written.append(new String(encoder.encode(event), UTF_8)));
        }
    }

    /** What comes of another dialect, or behind a seam. */
    private void make(Part... parts) {
        written.append(new String(encoder.encode(AnswerEvent.of(Head.NONE, List.of(parts))), UTF_8));
    }

    private String end() {
        written.append(new String(encoder.end(), UTF_8));
        return written.toString();
    }

    @Test
    void passesOnTheEventsOfATargetOfTheClientsDialectAsTheyCame() {
        String answer = Events.start("a")
                + Events.begin(0, "\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\",\"odd\":1.0")
                + Events.delta(0, "\"type\":\"signature_delta\",\"signature\":\"s\"")
                + Events.end(0)
                + Events.beginText(1)
                + Events.text(1, "Hi")
                + Events.end(1)
                + Events.finish("end_turn", 5);

        relay(answer + Events.STOP);

        assertThat(end()).isEqualTo(answer + Events.STOP);
    }

    @Test
    void goesOnInTheSameBlockBehindASeam() {
        relay(Events.start("a"), Events.beginText(0), Events.text(0, "One "));

        make(new Part.Text(0, "whole."), new Part.Finish(0, FinishReason.STOP), new Part.Usage(9, 4, true, null));

        assertThat(end())
                .isEqualTo(Events.start("a")
                        + Events.beginText(0)
                        + Events.text(0, "One ")
                        + Events.text(0, "whole.")
                        + Events.end(0)
                        + Events.sse(
                                "message_delta",
                                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                                        + "\"usage\":{\"input_tokens\":9,\"cache_creation_input_tokens\":0,"
                                        + "\"cache_read_input_tokens\":0,\"output_tokens\":4},"
                                        + "\"baton\":{\"usage\":\"estimated\"}}")
                        + Events.STOP);
    }

    @Test
    void opensANewBlockBehindASeamWhereTheOldOneWasOfAnotherKind() {
        relay(Events.start("a"), Events.begin(0, "\"type\":\"thinking\",\"thinking\":\"\""));

        make(new Part.Text(0, "Hi"), new Part.Finish(0, FinishReason.STOP));

        assertThat(end()).contains(Events.end(0) + Events.beginText(1) + Events.text(1, "Hi") + Events.end(1));
    }

    @Test
    void numbersBlocksDenselyWhateverTheTargetCallsThem() {
        make(new Part.Role(0), new Part.Reasoning(0, "Hm."));
        make(new Part.Text(0, "Hi"));
        make(new Part.ToolCall(0, 0, "t1", "weather", ""), new Part.ToolCall(0, 0, null, null, "{}"));
        make(new Part.ToolCall(0, 1, null, "time", "{}"), new Part.Finish(0, FinishReason.TOOL_CALLS));

        assertThat(end().lines()
                        .filter(line -> line.startsWith("data: "))
                        .map(line -> line.replaceAll("\\{\"type\":\"message_start.*", "START")))
                .containsExactly(
                        "data: START",
                        "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                        "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Hm.\"}}",
                        "data: {\"type\":\"content_block_stop\",\"index\":0}",
                        "data: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                        "data: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}",
                        "data: {\"type\":\"content_block_stop\",\"index\":1}",
                        "data: {\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"weather\",\"input\":{}}}",
                        "data: {\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
                        "data: {\"type\":\"content_block_stop\",\"index\":2}",
                        "data: {\"type\":\"content_block_start\",\"index\":3,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_r1_1\",\"name\":\"time\",\"input\":{}}}",
                        "data: {\"type\":\"content_block_delta\",\"index\":3,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
                        "data: {\"type\":\"content_block_stop\",\"index\":3}",
                        "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null}}",
                        "data: {\"type\":\"message_stop\"}");
    }

    @Test
    void beginsOnceAndHoldsTheFinishUntilTheUsageIsKnown() {
        make(new Part.Role(0));
        make(new Part.Role(0), new Part.Text(0, "Hi"), new Part.Finish(0, FinishReason.LENGTH));
        String before = written.toString();
        make(new Part.Usage(20, 2, new Part.Usage.Details(5, 1, 0), false, null));

        assertThat(written)
                .hasToString(before)
                .doesNotContain("message_delta")
                .containsOnlyOnce("event: message_start");
        assertThat(before).contains("\"id\":\"msg_r1\"", "\"model\":\"chat\"", "\"input_tokens\":12");
        assertThat(end())
                .contains("\"stop_reason\":\"max_tokens\"", "\"input_tokens\":14", "\"cache_read_input_tokens\":5");
    }

    @Test
    void saysThatAToolIsCalledWhereTheServerOnlySaysStop() {
        make(new Part.ToolCall(0, 0, "t", "w", "{}"), new Part.Finish(0, FinishReason.STOP));

        assertThat(end()).contains("\"stop_reason\":\"tool_use\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions.weather:0", "call:with:colons", ""})
    void givesCallsIdsThatServersOfTheProtocolTakeBack(String id) {
        make(new Part.ToolCall(0, 0, id.isEmpty() ? null : id, "w", "{}"), new Part.Finish(0, FinishReason.TOOL_CALLS));

        assertThat(written.toString()).containsPattern("\"type\":\"tool_use\",\"id\":\"[a-zA-Z0-9_-]{1,64}\"");
    }

    @Test
    void escapesWhatIsSaid() {
        make(new Part.Text(0, "a \"quote\"\n\u2028😀"));

        assertThat(written).contains("\"text\":\"a \\\"quote\\\"\\n\u2028😀\"");
    }

    @Test
    void writesNothingForAnEventThatIsOnlyForTheClock() {
        make(new Part.StillThinking(0));

        assertThat(written).isEmpty();
    }

    @Test
    void showsLifeInAWayThatEveryClientSkips() {
        assertThat(new String(encoder.keepAlive(), UTF_8)).isEqualTo(Events.PING);
        assertThat(new String(encoder.comment("a\nb"), UTF_8)).isEqualTo(": a b\n\n");
    }

    @Test
    void tellsOfAFailureAsANamedEvent() {
        ApiError error = ApiError.of(503, ApiError.Kind.UPSTREAM_UNAVAILABLE, "c", "gone", false);

        assertThat(new String(encoder.error(error), UTF_8))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"gone\"},\"request_id\":\"r1\"}\n\n");
    }

    @Test
    void makesAWholeMessageOfAnotherDialectsAnswer() {
        AnswerEvent answer = AnswerEvent.of(
                new Head("", 0, "m"),
                List.of(
                        new Part.Role(0),
                        new Part.Reasoning(0, "Hm."),
                        new Part.Text(0, "Hi"),
                        new Part.ToolCall(0, 0, "t", "w", "{\"a\":1}"),
                        new Part.Finish(0, FinishReason.TOOL_CALLS),
                        new Part.Usage(9, 3, false, null)));

        assertThat(new String(encoder.whole(answer), UTF_8))
                .isEqualTo(
                        "{\"id\":\"msg_r1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":["
                                + "{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"\"},{\"type\":\"text\",\"text\":\"Hi\"},"
                                + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"w\",\"input\":{\"a\":1}}],"
                                + "\"stop_reason\":\"tool_use\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":9,"
                                + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":3}}");
    }
}
