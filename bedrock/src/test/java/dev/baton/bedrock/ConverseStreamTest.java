package dev.baton.bedrock;

import static dev.baton.bedrock.Frames.event;
import static dev.baton.bedrock.Frames.joined;
import static dev.baton.bedrock.Frames.metadata;
import static dev.baton.bedrock.Frames.read;
import static dev.baton.bedrock.Frames.stop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.answer.FinishReason;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConverseStreamTest {

    private static byte[] delta(int block, String delta) {
        return event("contentBlockDelta", "{\"contentBlockIndex\":" + block + ",\"delta\":{" + delta + "}}");
    }

    private static byte[] call(int block, String id, String name) {
        return event(
                "contentBlockStart",
                "{\"contentBlockIndex\":" + block + ",\"start\":{\"toolUse\":{\"toolUseId\":\"" + id + "\",\"name\":\""
                        + name + "\"}}}");
    }

    private static byte[] end(int block) {
        return event("contentBlockStop", "{\"contentBlockIndex\":" + block + "}");
    }

    private static Part block(Part.Block.Kind kind) {
        return new Part.Block(0, kind);
    }

    @Test
    void readsThoughtsTextAndCallsInTheirOrder() {
        List<Part> parts = read(joined(
                delta(0, "\"reasoningContent\":{\"text\":\"Hm.\"}"),
                delta(0, "\"reasoningContent\":{\"signature\":\"c2ln\"}"),
                end(0),
                delta(1, "\"reasoningContent\":{\"redactedContent\":\"c2Vj\"}"),
                end(1),
                delta(2, "\"text\":\"\""),
                delta(2, "\"text\":\"Let me look.\""),
                end(2),
                call(3, "t1", "weather"),
                delta(3, "\"toolUse\":{\"input\":\"\"}"),
                delta(3, "\"toolUse\":{\"input\":\"{\\\"a\\\":\"}"),
                delta(3, "\"toolUse\":{\"input\":\"1}\"}"),
                end(3),
                call(4, "t2", "time"),
                end(4),
                stop("tool_use"),
                metadata()));

        assertThat(parts.subList(0, parts.size() - 1))
                .containsExactly(
                        block(Part.Block.Kind.REASONING),
                        new Part.Reasoning(0, "Hm."),
                        new Part.Signature(0, "c2ln"),
                        block(Part.Block.Kind.REASONING),
                        new Part.Redacted(0, "c2Vj"),
                        block(Part.Block.Kind.TEXT),
                        new Part.Text(0, "Let me look."),
                        block(Part.Block.Kind.TOOL_CALL),
                        new Part.ToolCall(0, 0, "t1", "weather", ""),
                        new Part.ToolCall(0, 0, null, null, "{\"a\":"),
                        new Part.ToolCall(0, 0, null, null, "1}"),
                        block(Part.Block.Kind.TOOL_CALL),
                        new Part.ToolCall(0, 1, "t2", "time", ""),
                        new Part.ToolCall(0, 1, null, null, "{}"),
                        new Part.Finish(0, FinishReason.TOOL_CALLS));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP_SEQUENCE",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, CONTEXT_FULL",
        "tool_use, TOOL_CALLS",
        "guardrail_intervened, CONTENT_FILTER",
        "content_filtered, CONTENT_FILTER"
    })
    void knowsWhyAnAnswerEnded(String reason, FinishReason finish) {
        assertThat(read(joined(stop(reason), metadata()))).contains(new Part.Finish(0, finish));
        assertThat(ConverseBody.read(("{\"stopReason\":\"" + reason + "\"}").getBytes(UTF_8))
                        .parts())
                .contains(new Part.Finish(0, finish));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"text\":{}}", "{\"text\":\"\"}", "{\"reasoningContent\":{}}"})
    void makesNothingOfAStartThatSaysOnlyThatTextOrThoughtsWillFollow(String start) {
        byte[] begun = event("contentBlockStart", "{\"contentBlockIndex\":0,\"start\":" + start + "}");

        assertThat(read(joined(begun, delta(0, "\"text\":\"Hi\""), end(0), stop("end_turn"), metadata())))
                .startsWith(block(Part.Block.Kind.TEXT), new Part.Text(0, "Hi"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed_model_output", "malformed_tool_use", "something_new", ""})
    void takesNoOtherReasonForACompleteAnswer(String reason) {
        assertThatThrownBy(() -> read(stop(reason))).isInstanceOf(BadAnswer.class);
    }

    @Test
    void marksWhatNobodyElseCouldGoOnFrom() {
        assertThat(read(joined(
                        delta(0, "\"citation\":{\"title\":\"a\",\"location\":{\"web\":{\"url\":\"u\"}}}"),
                        event(
                                "contentBlockStart",
                                "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"s\",\"name\":\"search\",\"type\":"
                                        + "\"server_tool_use\"}}}"),
                        delta(1, "\"toolUse\":{\"input\":\"{}\"}"),
                        end(1),
                        stop("end_turn"),
                        metadata())))
                .filteredOn(Part.Block.class::isInstance)
                .containsExactly(block(Part.Block.Kind.OTHER), block(Part.Block.Kind.OTHER));
    }

    @Test
    void refusesAPieceOfACallThatHasNotBegun() {
        assertThatThrownBy(() -> read(delta(0, "\"toolUse\":{\"input\":\"{}\"}")))
                .isInstanceOf(BadAnswer.class);
        assertThatThrownBy(() -> read(call(0, "t", "f"), delta(1, "\"toolUse\":{\"input\":\"{}\"}")))
                .isInstanceOf(BadAnswer.class);
    }

    @Test
    void holdsHalfACharacterBackUntilItIsWhole() {
        assertThat(read(joined(
                        delta(0, "\"text\":\"a\\ud83d\""),
                        delta(0, "\"text\":\"\\ude00b\""),
                        stop("end_turn"),
                        metadata())))
                .contains(new Part.Text(0, "a"), new Part.Text(0, "\uD83D\uDE00b"));
    }

    @Test
    void passesOverWhatIsNewerThanItself() {
        assertThat(read(joined(event("somethingNew", "{\"a\":[1,{}]}"), stop("end_turn"), metadata())))
                .hasSize(2);
    }

    @Test
    void readsAnAnswerInOnePiece() {
        String body = """
                {"metrics":{"latencyMs":1},"output":{"message":{"role":"assistant","content":[
                {"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"c2ln"}}},
                {"text":"Let me look."},
                {"toolUse":{"toolUseId":"t1","name":"weather","input":{"a":1}}}]}},
                "stopReason":"tool_use","usage":{"inputTokens":5,"outputTokens":3,"totalTokens":8}}""";

        assertThat(ConverseBody.read(body.getBytes(UTF_8)).parts())
                .containsExactly(
                        new Part.Role(0),
                        block(Part.Block.Kind.REASONING),
                        new Part.Reasoning(0, "Hm."),
                        new Part.Signature(0, "c2ln"),
                        block(Part.Block.Kind.TEXT),
                        new Part.Text(0, "Let me look."),
                        block(Part.Block.Kind.TOOL_CALL),
                        new Part.ToolCall(0, 0, "t1", "weather", "{\"a\":1}"),
                        new Part.Finish(0, FinishReason.TOOL_CALLS),
                        new Part.Usage(5, 3, false, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"message\":\"Slow down.\"}", "{\"output\":", "<html>"})
    void takesNothingElseForAnAnswerInOnePiece(String body) {
        assertThatThrownBy(() -> ConverseBody.read(body.getBytes(UTF_8))).isInstanceOf(BadAnswer.class);
    }
}
