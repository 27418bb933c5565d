package dev.baton.testkit;

import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A body that is not streamed.
 *
 * @param tokens how many tokens it holds
 */
record WholeBody(byte[] bytes, int tokens, String contentType) implements Body {

    static WholeBody of(Answer answer, Chunks chunks, int choices) {
        ObjectNode body = Json.object()
                .put("id", chunks.id())
                .put("object", chunks.speech().whole())
                .put("created", chunks.created())
                .put("model", chunks.model());
        ArrayNode list = body.putArray("choices");
        for (int index = 0; index < choices; index++) {
            list.add(choice(answer, chunks, index));
        }
        int tokens = answer.size() * choices;
        if (!chunks.style().has(Quirk.MISSING_USAGE)) {
            body.set("usage", chunks.usage(tokens));
        }
        return new WholeBody(Json.bytes(body), tokens, "application/json");
    }

    private static ObjectNode choice(Answer answer, Chunks chunks, int index) {
        ObjectNode choice = Json.object().put("index", index).putNull("logprobs");
        chunks.speech().sayAll(message(answer), choice);
        if (!chunks.style().has(Quirk.MISSING_FINISH)) {
            @Nullable String reason = chunks.style().has(Quirk.NULL_FINISH) ? null : answer.finish();
            choice.put("finish_reason", reason);
        }
        return choice;
    }

    private static ObjectNode message(Answer answer) {
        ObjectNode message = Json.object().put("role", "assistant").put("content", answer.text());
        if (!answer.reasoning().isEmpty()) {
            message.put("reasoning_content", String.join("", answer.reasoning()));
        }
        if (!answer.toolCalls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (ToolCall call : answer.toolCalls()) {
                calls.addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", call.arguments());
            }
        }
        return message;
    }

    @Override
    public List<Step> steps() {
        return List.of(new Write(Part.WHOLE, bytes, tokens));
    }

    @Override
    public List<Step> said(Outburst outburst) {
        return switch (outburst) {
            case Outburst.Raw raw -> List.of(new Write(Part.OUTBURST, raw.bytes()));
            case Outburst.Failure failure ->
                List.of(new Write(
                        Part.OUTBURST,
                        Json.bytes(Json.object()
                                .set("error", Json.error("server_error", "engine_error", failure.message())))));
            // What was said of the body stays, and its end is told: a cut body under a proper end.
            case Outburst.Finish finish -> new ArrayList<>();
        };
    }

    @Override
    public byte[] comment() {
        // The only thing that may come before the end of a JSON text without breaking it (DeepSeek's keep-alive).
        return "\n".getBytes(StandardCharsets.US_ASCII);
    }
}
