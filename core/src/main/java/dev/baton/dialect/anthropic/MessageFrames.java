package dev.baton.dialect.anthropic;

import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.ToolIds;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.sse.SseFrames;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.node.ObjectNode;

/** The events of a streamed message, framed: {@code event: } and their type, {@code data: }, an empty line. */
final class MessageFrames {

    static final byte[] STOP = utf8("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

    private MessageFrames() {}

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] frame(String name, ObjectNode event) {
        return SseFrames.event(name, Json.TREES.writeValueAsBytes(event));
    }

    private static ObjectNode event(String type) {
        return Json.TREES.createObjectNode().put("type", type);
    }

    /** The client is told the usage of the prompt at once, which nobody knows yet: {@code message_delta} tells it again. */
    static byte[] start(Head identity, long promptTokens) {
        ObjectNode event = event("message_start");
        ObjectNode message = event.putObject("message")
                .put("id", identity.id())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", identity.model());
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        MessageUsage.write(message.putObject("usage"), new Part.Usage(promptTokens, 0, true, null));
        return frame("message_start", event);
    }

    static byte[] beginText(int index) {
        return begin(index, Json.TREES.createObjectNode().put("type", "text").put("text", ""));
    }

    static byte[] beginThinking(int index) {
        return begin(
                index,
                Json.TREES
                        .createObjectNode()
                        .put("type", "thinking")
                        .put("thinking", "")
                        .put("signature", ""));
    }

    static byte[] redacted(int index, String data) {
        return begin(
                index,
                Json.TREES.createObjectNode().put("type", "redacted_thinking").put("data", data));
    }

    /** An id in the form in which servers of this protocol take it back; one of our own where a target has none. */
    static String idOf(@Nullable String id, String requestId, int index) {
        return ToolIds.ANTHROPIC.fit(id == null ? "toolu_" + requestId + "_" + index : id);
    }

    static byte[] beginCall(int index, String id, String name) {
        ObjectNode block = Json.TREES
                .createObjectNode()
                .put("type", "tool_use")
                .put("id", id)
                .put("name", name);
        block.putObject("input");
        return begin(index, block);
    }

    private static byte[] begin(int index, ObjectNode block) {
        ObjectNode event = event("content_block_start").put("index", index);
        event.set("content_block", block);
        return frame("content_block_start", event);
    }

    static byte[] text(int index, String text) {
        return delta(index, "text_delta", "text", text);
    }

    static byte[] thinking(int index, String text) {
        return delta(index, "thinking_delta", "thinking", text);
    }

    static byte[] signature(int index, String text) {
        return delta(index, "signature_delta", "signature", text);
    }

    static byte[] input(int index, String json) {
        return delta(index, "input_json_delta", "partial_json", json);
    }

    /** One for each token of an answer that crosses dialects, so it is written without a tree. */
    private static byte[] delta(int index, String type, String field, String text) {
        StringBuilder event = new StringBuilder(160 + text.length())
                .append("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":")
                .append(index)
                .append(",\"delta\":{\"type\":\"")
                .append(type)
                .append("\",\"")
                .append(field)
                .append("\":\"");
        JsonStringEncoder.getInstance().quoteAsString(text, event);
        return utf8(event.append("\"}}\n\n").toString());
    }

    static byte[] end(int index) {
        return frame("content_block_stop", event("content_block_stop").put("index", index));
    }

    /** The stop reason and what the answer cost. */
    static byte[] finish(Part.Finish finish, Part.@Nullable Usage usage) {
        ObjectNode event = event("message_delta");
        event.putObject("delta")
                .put("stop_reason", StopReasons.write(finish.reason()))
                .put("stop_sequence", finish.stopSequence());
        if (usage != null) {
            MessageUsage.write(event.putObject("usage"), usage);
            if (usage.estimated()) {
                // Beside the usage and not in it, where SDKs look for numbers.
                event.putObject("baton").put("usage", "estimated");
            }
        }
        return frame("message_delta", event);
    }
}
