package dev.baton.testkit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of one message. */
record MessageEvents(String id, String model, int promptTokens, Style style) {

    private static final String SIGNATURE = "c2lnbmVkIGJ5IHRoZSBzY3JpcHQ=";

    private ObjectNode message() {
        return Json.object()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }

    ObjectNode start() {
        ObjectNode message = message();
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        if (!style.has(Quirk.MISSING_USAGE)) {
            message.putObject("usage").put("input_tokens", promptTokens).put("output_tokens", 1);
        }
        ObjectNode event = Json.object().put("type", "message_start");
        event.set("message", message);
        return event;
    }

    ObjectNode beginText(int index) {
        return begin(index, Json.object().put("type", "text").put("text", ""));
    }

    ObjectNode beginThinking(int index) {
        return begin(
                index, Json.object().put("type", "thinking").put("thinking", "").put("signature", ""));
    }

    ObjectNode beginCall(int index, ToolCall call) {
        ObjectNode block =
                Json.object().put("type", "tool_use").put("id", call.id()).put("name", call.name());
        block.putObject("input");
        return begin(index, block);
    }

    private static ObjectNode begin(int index, ObjectNode block) {
        ObjectNode event = Json.object().put("type", "content_block_start").put("index", index);
        event.set("content_block", block);
        return event;
    }

    ObjectNode text(int index, String token) {
        return delta(index, Json.object().put("type", "text_delta").put("text", token));
    }

    ObjectNode thinking(int index, String token) {
        return delta(index, Json.object().put("type", "thinking_delta").put("thinking", token));
    }

    ObjectNode signature(int index) {
        return delta(index, Json.object().put("type", "signature_delta").put("signature", SIGNATURE));
    }

    ObjectNode input(int index, String piece) {
        return delta(index, Json.object().put("type", "input_json_delta").put("partial_json", piece));
    }

    private static ObjectNode delta(int index, ObjectNode delta) {
        ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
        event.set("delta", delta);
        return event;
    }

    ObjectNode end(int index) {
        return Json.object().put("type", "content_block_stop").put("index", index);
    }

    ObjectNode finish(@Nullable String reason, int tokens) {
        ObjectNode event = Json.object().put("type", "message_delta");
        event.putObject("delta")
                .put("stop_reason", reason == null ? null : stopReason(reason))
                .putNull("stop_sequence");
        if (!style.has(Quirk.MISSING_USAGE)) {
            event.putObject("usage").put("output_tokens", tokens);
        }
        return event;
    }

    /** A finish reason of a script in the words of this protocol; what is none of OpenAI's stays what it is. */
    private static String stopReason(String finishReason) {
        return switch (finishReason) {
            case "stop" -> "end_turn";
            case "length" -> "max_tokens";
            case "tool_calls" -> "tool_use";
            case "content_filter" -> "refusal";
            default -> finishReason;
        };
    }

    ObjectNode whole(Answer answer) {
        ObjectNode message = message();
        content(message.putArray("content"), answer);
        if (!style.has(Quirk.MISSING_FINISH)) {
            message.put("stop_reason", style.has(Quirk.NULL_FINISH) ? null : stopReason(answer.finish()));
        }
        message.putNull("stop_sequence");
        if (!style.has(Quirk.MISSING_USAGE)) {
            message.putObject("usage").put("input_tokens", promptTokens).put("output_tokens", answer.size());
        }
        return message;
    }

    private static void content(ArrayNode content, Answer answer) {
        if (!answer.reasoning().isEmpty()) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", String.join("", answer.reasoning()))
                    .put("signature", SIGNATURE);
        }
        if (!answer.tokens().isEmpty()) {
            content.addObject().put("type", "text").put("text", answer.text());
        }
        for (ToolCall call : answer.toolCalls()) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", call.id())
                    .put("name", call.name())
                    .set("input", Json.read(call.arguments().getBytes(StandardCharsets.UTF_8)));
        }
    }
}
