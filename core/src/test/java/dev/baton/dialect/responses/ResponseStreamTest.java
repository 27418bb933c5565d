package dev.baton.dialect.responses;

import static dev.baton.dialect.responses.Events.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.answer.Part.Block.Kind;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.Expected;
import dev.baton.resilience.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseStreamTest {

    private static final Part.Usage USAGE = new Part.Usage(9, 5, new Part.Usage.Details(3, 0, 2), false, null);

    private final List<AnswerEvent> out = new ArrayList<>();

    private AnswerReader read(boolean own, Object stream) {
        AnswerReader reader = new ResponsesProvider().streamReader(new Expected(1, true, own));
        reader.read(utf8(stream.toString()), out::add);
        return reader;
    }

    private List<Part> parts() {
        return out.stream().flatMap(event -> event.parts().stream()).toList();
    }

    private BadAnswer failure(Object stream) {
        return catchThrowableOfType(BadAnswer.class, () -> read(false, stream).end(out::add));
    }

    @Test
    void readsAText() {
        AnswerReader reader = read(true, Events.answer("Hé"));

        assertThat(parts())
                .containsExactly(
                        new Part.Role(0),
                        new Part.Block(0, Kind.TEXT),
                        new Part.Text(0, "Hé"),
                        new Part.Finish(0, FinishReason.STOP),
                        USAGE);
        assertThat(reader.stage()).isEqualTo(Stage.ENDED);
        assertThat(out.getFirst().head()).isEqualTo(new Head("resp_b", 17, "m-b"));
    }

    @Test
    void keepsPayloadsAndTheIdForClientsOfItsDialectAlone() {
        read(true, Events.answer("Hi"));
        assertThat(out).hasSize(9).allSatisfy(event -> {
            assertThat(event.payload()).isNotNull();
            assertThat(event.relayable()).isTrue();
            assertThat(event.name()).startsWith("response.");
        });

        out.clear();
        read(false, Events.answer("Hi"));
        assertThat(out).hasSize(4).allSatisfy(event -> {
            assertThat(event.payload()).isNull();
            assertThat(event.head().id()).isEmpty();
        });
    }

    @Test
    void doesNotPassOnWhatIsNotNumberedInOrder() {
        read(true, Events.answer("Hi").replace("\"sequence_number\":4", "\"sequence_number\":7"));

        assertThat(out.get(4).relayable()).isFalse();
        assertThat(out.get(5).relayable()).isTrue();
    }

    @Test
    void countsToolCallsAndNotItems() {
        read(
                false,
                new Events()
                        .begin()
                        .beginText(0)
                        .text(0, "Look.")
                        .endText(0, "Look.")
                        .beginItem(
                                1,
                                "\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"weather\",\"arguments\":\"\"")
                        .tell("response.function_call_arguments.delta", "\"output_index\":1,\"delta\":\"{\\\"a\\\":\"")
                        .tell("response.function_call_arguments.delta", "\"output_index\":1,\"delta\":\"1}\"")
                        .tell(
                                "response.function_call_arguments.done",
                                "\"output_index\":1,\"arguments\":\"{\\\"a\\\":1}\"")
                        .endItem(1, "\"type\":\"function_call\",\"call_id\":\"c1\",\"arguments\":\"{\\\"a\\\":1}\"")
                        .endItem(
                                2,
                                "\"type\":\"function_call\",\"call_id\":\"c2\",\"name\":\"time\",\"arguments\":\"{}\"")
                        .end("completed", ""));

        assertThat(parts().stream().filter(Part.ToolCall.class::isInstance))
                .containsExactly(
                        new Part.ToolCall(0, 0, "c1", "weather", ""),
                        new Part.ToolCall(0, 0, null, null, "{\"a\":"),
                        new Part.ToolCall(0, 0, null, null, "1}"),
                        new Part.ToolCall(0, 1, "c2", "time", "{}"));
        assertThat(parts()).contains(new Part.Finish(0, FinishReason.TOOL_CALLS));
    }

    @Test
    void readsThoughtsByParagraphsAndRefusals() {
        read(
                false,
                new Events()
                        .begin()
                        .beginItem(0, "\"type\":\"reasoning\",\"summary\":[]")
                        .tell("response.reasoning_summary_part.added", "\"output_index\":0,\"summary_index\":0")
                        .tell("response.reasoning_summary_text.delta", "\"output_index\":0,\"delta\":\"Hm.\"")
                        .tell("response.reasoning_summary_part.added", "\"output_index\":0,\"summary_index\":1")
                        .tell("response.reasoning_summary_text.delta", "\"output_index\":0,\"delta\":\"So.\"")
                        .tell("keepalive", "\"odd\":1")
                        .endItem(0, "\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"x\"}]")
                        .tell("keepalive", "\"odd\":1")
                        .beginItem(1, Events.message(1))
                        .tell("response.refusal.delta", "\"output_index\":1,\"delta\":\"No.\"")
                        .end("completed", ""));

        assertThat(parts())
                .containsSubsequence(
                        new Part.Reasoning(0, "Hm."),
                        new Part.Reasoning(0, "\n\n"),
                        new Part.Reasoning(0, "So."),
                        new Part.StillThinking(0),
                        new Part.Refusal(0, "No."))
                .doesNotContain(new Part.Reasoning(0, "x"))
                .containsOnlyOnce(new Part.StillThinking(0));
    }

    @Test
    void takesWhatWasNotStreamedFromWhereItIsToldAsAWhole() {
        read(
                false,
                new Events()
                        .begin()
                        .beginText(0)
                        .tell("response.output_text.done", Events.place(0) + ",\"text\":\"Late.\"")
                        .endItem(0, Events.message(0).replace("[]", "[{\"type\":\"output_text\",\"text\":\"Late.\"}]"))
                        .endItem(
                                1, Events.message(1).replace("[]", "[{\"type\":\"output_text\",\"text\":\" Later.\"}]"))
                        .end("completed", ""));

        assertThat(parts().stream().filter(Part.Text.class::isInstance))
                .containsExactly(new Part.Text(0, "Late."), new Part.Text(0, " Later."));
    }

    @Test
    void readsAnAnswerThatIsToldOnlyAtItsEnd() {
        read(
                false,
                new Events()
                        .begin()
                        .end(
                                "completed",
                                "\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\","
                                        + "\"text\":\"All.\"}]}],"));

        assertThat(parts())
                .containsExactly(
                        new Part.Role(0),
                        new Part.Block(0, Kind.TEXT),
                        new Part.Text(0, "All."),
                        new Part.Finish(0, FinishReason.STOP),
                        USAGE);
    }

    @Test
    void saysWhatIsBeyondWords() {
        read(
                false,
                new Events()
                        .begin()
                        .beginItem(0, "\"type\":\"web_search_call\",\"id\":\"ws_1\"")
                        .tell("response.web_search_call.searching", "\"output_index\":0")
                        .endItem(0, "\"type\":\"web_search_call\",\"id\":\"ws_1\"")
                        .beginItem(1, "\"type\":\"custom_tool_call\",\"call_id\":\"c1\",\"name\":\"sh\",\"input\":\"\"")
                        .tell("response.custom_tool_call_input.delta", "\"output_index\":1,\"delta\":\"ls\"")
                        .beginText(2)
                        .text(2, "See")
                        .tell("response.output_text.annotation.added", Events.place(2)));

        assertThat(parts())
                .containsSubsequence(
                        new Part.Block(0, Kind.OTHER),
                        new Part.Block(0, Kind.OTHER),
                        new Part.ToolCall(0, 0, "c1", "sh", ""),
                        new Part.ToolCall(0, 0, null, null, "ls"),
                        new Part.Text(0, "See"),
                        new Part.Block(0, Kind.OTHER));
    }

    @Test
    void endsByLimitAndByFilter() {
        read(
                false,
                new Events().begin().end("incomplete", "\"incomplete_details\":{\"reason\":\"max_output_tokens\"},"));
        read(false, new Events().begin().end("incomplete", "\"incomplete_details\":{\"reason\":\"content_filter\"},"));
        // vLLM's last event is called completed also where the status says something else.
        read(
                false,
                new Events()
                        .begin()
                        .end("incomplete", "\"incomplete_details\":{\"reason\":\"max_output_tokens\"},")
                        .toString()
                        .replace("response.incomplete", "response.completed"));

        assertThat(parts().stream().filter(Part.Finish.class::isInstance))
                .extracting(part -> ((Part.Finish) part).reason())
                .containsExactly(FinishReason.LENGTH, FinishReason.CONTENT_FILTER, FinishReason.LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down.\",\"param\":null,\"sequence_number\":2}",
                "{\"type\":\"error\",\"sequence_number\":2,\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down.\"}}",
                "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"rate_limit_exceeded\","
                        + "\"message\":\"Slow down.\"}}}",
                "{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down.\"}}"
            })
    void readsAnErrorInAllItsForms(String event) {
        BadAnswer failure = failure(new Events().begin() + "event: x\ndata: " + event + "\n\n");

        assertThat(new String(((Observation.ErrorEvent) failure.seen()).error(), UTF_8))
                .startsWith("{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down.\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_progress", "cancelled", "failed"})
    void believesNoEndThatSaysThatItIsNone(String status) {
        String end = new Events().begin().end("completed", "").toString();

        assertThat(failure(end.replace("\"status\":\"completed\"", "\"status\":\"" + status + "\"")))
                .isNotNull();
    }

    @Test
    void isNotCompleteWithoutItsEnd() {
        Events cut = new Events().begin().beginText(0).text(0, "Hi").endText(0, "Hi");

        assertThat(failure(cut).seen()).isEqualTo(new Observation.Untrue("the stream ended before the answer did"));
    }

    @Test
    void readsNothingBehindTheEnd() {
        AnswerReader reader = read(
                false,
                Events.answer("Hi")
                        + Events.sse("response.rate_limits.updated", "{\"type\":\"response.rate_limits.updated\"}")
                        + "data: [DONE]\n\n");

        reader.end(out::add);
        assertThat(parts()).endsWith(USAGE);
    }

    @Test
    void readsAnAnswerInOnePiece() {
        AnswerReader reader = new ResponsesProvider().bodyReader(new Expected(1, false, true));
        String body =
                "{\"id\":\"resp_b\",\"object\":\"response\",\"created_at\":17.0,\"model\":\"m-b\",\"status\":\"completed\","
                        + "\"error\":null,\"output\":[{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm.\"}]},"
                        + "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"time\",\"arguments\":\"{}\"}],"
                        + "\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}";

        reader.read(utf8(body), out::add);
        reader.end(out::add);

        assertThat(parts())
                .containsExactly(
                        new Part.Role(0),
                        new Part.Block(0, Kind.REASONING),
                        new Part.Reasoning(0, "Hm."),
                        new Part.Block(0, Kind.TEXT),
                        new Part.Text(0, "Hi"),
                        new Part.Block(0, Kind.TOOL_CALL),
                        new Part.ToolCall(0, 0, "c1", "time", "{}"),
                        new Part.Finish(0, FinishReason.TOOL_CALLS),
                        new Part.Usage(1, 2, false, null));
        assertThat(out.getFirst().head()).isEqualTo(new Head("resp_b", 17, "m-b"));
        assertThat(new String(out.getFirst().payload(), UTF_8)).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}",
                "{\"status\":\"queued\",\"output\":[]}",
                "{\"output\":[]}",
                "[]",
                "{"
            })
    void takesNothingForAnAnswerThatIsNone(String body) {
        AnswerReader reader = new ResponsesProvider().bodyReader(new Expected(1, false, false));
        reader.read(utf8(body), out::add);

        assertThat(catchThrowableOfType(BadAnswer.class, () -> reader.end(out::add)))
                .isNotNull();
        assertThat(out).isEmpty();
    }
}
