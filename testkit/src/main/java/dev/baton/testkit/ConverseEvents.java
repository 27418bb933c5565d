package dev.baton.testkit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of one answer of Bedrock's. */
record ConverseEvents(int promptTokens, Style style) {

    private static final String SIGNATURE = "c2lnbmVkIGJ5IHRoZSBzY3JpcHQ=";

    /** Real deltas carry some letters, so that their lengths tell nothing of their texts. */
    private static final String PADDING = "abcdefghij";

    ObjectNode start() {
        return Json.object().put("p", PADDING).put("role", "assistant");
    }

    ObjectNode text(int block, String token) {
        return delta(block, Json.object().put("text", token));
    }

    ObjectNode thinking(int block, String token) {
        return reasoning(block, "text", token);
    }

    ObjectNode signature(int block) {
        return reasoning(block, "signature", SIGNATURE);
    }

    private static ObjectNode reasoning(int block, String name, String value) {
        ObjectNode delta = Json.object();
        delta.putObject("reasoningContent").put(name, value);
        return delta(block, delta);
    }

    /** Of a call alone: text and thoughts begin without it. */
    ObjectNode beginCall(int block, ToolCall call) {
        ObjectNode event = Json.object().put("contentBlockIndex", block);
        event.putObject("start")
                .putObject("toolUse")
                .put("toolUseId", call.id())
                .put("name", call.name());
        return event;
    }

    ObjectNode input(int block, String piece) {
        ObjectNode delta = Json.object();
        delta.putObject("toolUse").put("input", piece);
        return delta(block, delta);
    }

    private static ObjectNode delta(int block, ObjectNode delta) {
        ObjectNode event = Json.object().put("contentBlockIndex", block);
        event.set("delta", delta);
        return event.put("p", PADDING);
    }

    ObjectNode end(int block) {
        return Json.object().put("contentBlockIndex", block).put("p", PADDING);
    }

    ObjectNode stop(@Nullable String reason) {
        return Json.object().put("p", PADDING).put("stopReason", reason == null ? null : stopReason(reason));
    }

    ObjectNode metadata(int tokens) {
        ObjectNode event = Json.object();
        event.putObject("metrics").put("latencyMs", 100);
        usage(event, tokens);
        return event;
    }

    private void usage(ObjectNode owner, int tokens) {
        if (!style.has(Quirk.MISSING_USAGE)) {
            owner.putObject("usage")
                    .put("inputTokens", promptTokens)
                    .put("outputTokens", tokens)
                    .put("totalTokens", promptTokens + tokens);
        }
    }

    /** A finish reason of a script in the words of this protocol; what is none of OpenAI's stays what it is. */
    private static String stopReason(String finishReason) {
        return switch (finishReason) {
            case "stop" -> "end_turn";
            case "length" -> "max_tokens";
            case "tool_calls" -> "tool_use";
            case "content_filter" -> "content_filtered";
            default -> finishReason;
        };
    }

    ObjectNode whole(Answer answer) {
        ObjectNode body = Json.object();
        body.putObject("metrics").put("latencyMs", 100);
        ObjectNode message = body.putObject("output").putObject("message").put("role", "assistant");
        content(message.putArray("content"), answer);
        if (!style.has(Quirk.MISSING_FINISH)) {
            body.put("stopReason", style.has(Quirk.NULL_FINISH) ? null : stopReason(answer.finish()));
        }
        usage(body, answer.size());
        return body;
    }

    private static void content(ArrayNode content, Answer answer) {
        if (!answer.reasoning().isEmpty()) {
            content.addObject()
                    .putObject("reasoningContent")
                    .putObject("reasoningText")
                    .put("text", String.join("", answer.reasoning()))
                    .put("signature", SIGNATURE);
        }
        if (!answer.tokens().isEmpty()) {
            content.addObject().put("text", answer.text());
        }
        for (ToolCall call : answer.toolCalls()) {
            content.addObject()
                    .putObject("toolUse")
                    .put("toolUseId", call.id())
                    .put("name", call.name())
                    .set("input", Json.read(call.arguments().getBytes(StandardCharsets.UTF_8)));
        }
    }
}
