package dev.baton.dialect.openai;

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
final class ChatOpening {

    private static final byte[] TEXT_FORMAT = Json.TREES.writeValueAsBytes(Map.of("type", "text"));

    private final RequestFields body;
    private final Map<String, byte[]> changes = new LinkedHashMap<>();

    private ChatOpening(RequestFields body) {
        this.body = body;
    }

    /** @param delivered the text that the client has */
    static Map<String, byte[]> changes(RequestFields body, Step step, String delivered) {
        ChatOpening opening = new ChatOpening(body);
        Takeover.of(step, delivered).ifPresent(takeover -> opening.take(takeover, step));
        return opening.changes;
    }

    private void take(Takeover takeover, Step step) {
        ObjectNode text = message("assistant", takeover.prefix());
        if (takeover.isPrefill()) {
            Prefill.marked(text, step.target().continuation());
            Prefill.flags(step.target().continuation()).forEach(this::put);
            changes.put("messages", body.appended("messages", bytes(text)));
        } else {
            changes.put("messages", body.appended("messages", bytes(text), bytes(message("user", takeover.request()))));
        }
        if (step.thinkingOff()) {
            Prefill.withoutThinking(step.target().thinkingSwitch(), given("chat_template_kwargs"))
                    .forEach(this::put);
        }
        addsTo(takeover.spentTokens());
    }

    /**
     * The target makes a part only. A constraint would be enforced on that part as if it were all; the whole is looked at when it
     * is there. The tokens that are spent are taken off the limits.
     */
    private void addsTo(long spent) {
        if (body.has("response_format")) {
            changes.put("response_format", TEXT_FORMAT);
        }
        changes.putAll(lowered(body, "max_tokens", spent));
        changes.putAll(lowered(body, "max_completion_tokens", spent));
    }

    /** A limit without the tokens that are spent; nothing where there is none. */
    static Map<String, byte[]> lowered(RequestFields body, String name, long spent) {
        JsonNode limit = body.node(name);
        return limit.isIntegralNumber() ? Map.of(name, bytes(Math.max(1, limit.asLong() - spent))) : Map.of();
    }

    private ObjectNode given(String name) {
        return body.node(name) instanceof ObjectNode given ? given : Json.TREES.createObjectNode();
    }

    private static ObjectNode message(String role, @Nullable String content) {
        return Json.TREES.createObjectNode().put("role", role).put("content", content);
    }

    private void put(String name, Object value) {
        changes.put(name, bytes(value));
    }

    private static byte[] bytes(Object value) {
        return Json.TREES.writeValueAsBytes(value);
    }
}
