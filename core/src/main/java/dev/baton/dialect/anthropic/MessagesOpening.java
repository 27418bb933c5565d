package dev.baton.dialect.anthropic;

import dev.baton.dialect.Takeover;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.resilience.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request says else than the client's when it takes up an answer: the fields to be replaced, by name. A step that asks for
 * all of the answer changes nothing.
 */
final class MessagesOpening {

    private final RequestFields body;
    private final Map<String, byte[]> changes = new LinkedHashMap<>();

    private MessagesOpening(RequestFields body) {
        this.body = body;
    }

    /** @param delivered the text that the client has */
    static Map<String, byte[]> changes(RequestFields body, Step step, String delivered) {
        MessagesOpening opening = new MessagesOpening(body);
        Takeover.of(step, delivered).ifPresent(takeover -> opening.take(takeover, step));
        return opening.changes;
    }

    private void take(Takeover takeover, Step step) {
        byte[] text = message("assistant", takeover.prefix());
        changes.put(
                "messages",
                takeover.isPrefill()
                        ? body.appended("messages", text)
                        : body.appended("messages", text, message("user", takeover.request())));
        // A model that thinks does not go on from a text.
        if (takeover.isPrefill() && (step.thinkingOff() || body.has("thinking"))) {
            put("thinking", Map.of("type", "disabled"));
        }
        addsTo(takeover.spentTokens());
    }

    /** The target makes a part only: a format would be enforced on that part as if it were all. */
    private void addsTo(long spent) {
        if (body.node("output_config") instanceof ObjectNode config && config.has("format")) {
            config.remove("format");
            put("output_config", config);
        }
        if (body.has("output_format")) {
            put("output_format", Json.TREES.nullNode());
        }
        JsonNode limit = body.node("max_tokens");
        if (limit.isIntegralNumber()) {
            put("max_tokens", Math.max(1, limit.asLong() - spent));
        }
    }

    private static byte[] message(String role, @Nullable String content) {
        return Json.TREES.writeValueAsBytes(
                Json.TREES.createObjectNode().put("role", role).put("content", content));
    }

    private void put(String name, Object value) {
        changes.put(name, Json.TREES.writeValueAsBytes(value));
    }
}
