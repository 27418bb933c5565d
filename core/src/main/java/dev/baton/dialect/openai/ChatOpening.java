package dev.baton.dialect.openai;

import dev.baton.answer.Part;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.resilience.Step;
import dev.baton.route.ThinkingSwitch;
import dev.baton.splice.Alignment;
import dev.baton.splice.Anchor;
import java.util.LinkedHashMap;
import java.util.Map;
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
        switch (step.opening()) {
            case RESTART, REPLAY -> {}
            case PREFILL -> opening.prefill(step, Alignment.prefillOf(delivered));
            case ANCHOR ->
                opening.anchor(
                        Alignment.prefillOf(delivered), Anchor.of(delivered).orElseThrow());
        }
        return opening.changes;
    }

    private void prefill(Step step, String prefix) {
        ObjectNode message = Prefill.message(prefix, step.target().continuation());
        Prefill.flags(step.target().continuation()).forEach(this::put);
        if (step.thinkingOff()) {
            switchThinkingOff(step.target().thinkingSwitch());
        }
        changes.put("messages", body.appended("messages", bytes(message)));
        addsTo(Part.Usage.estimate(prefix.length()));
    }

    /** Of the repeated characters every second one has a token to itself: a guess that hardly ever cuts the answer short. */
    private void anchor(String prefix, Anchor anchor) {
        changes.put(
                "messages",
                body.appended(
                        "messages", bytes(message("assistant", prefix)), bytes(message("user", anchor.request()))));
        addsTo(Part.Usage.estimate(prefix.length()) - anchor.text().length() / 2);
    }

    /**
     * The target makes a part only. A constraint would be enforced on that part as if it were all; the whole is looked at when it
     * is there. The tokens that are spent are taken off the limits.
     */
    private void addsTo(long spent) {
        if (body.has("response_format")) {
            changes.put("response_format", TEXT_FORMAT);
        }
        lowerLimit("max_tokens", spent);
        lowerLimit("max_completion_tokens", spent);
    }

    private void lowerLimit(String name, long spent) {
        JsonNode limit = body.node(name);
        if (limit.isIntegralNumber()) {
            put(name, Math.max(1, limit.asLong() - spent));
        }
    }

    private void switchThinkingOff(ThinkingSwitch how) {
        switch (how) {
            case NOT_NEEDED, NONE -> {}
            case THINKING_TYPE, THINKING_TYPE_ALWAYS -> put("thinking", Map.of("type", "disabled"));
            case ENABLE_THINKING -> put("enable_thinking", false);
            case REASONING_EFFORT -> put("reasoning_effort", "none");
            case CHAT_TEMPLATE ->
                put(
                        "chat_template_kwargs",
                        given("chat_template_kwargs")
                                .put("enable_thinking", false)
                                .put("thinking", false));
        }
    }

    private ObjectNode given(String name) {
        return body.node(name) instanceof ObjectNode given ? given : Json.TREES.createObjectNode();
    }

    private static ObjectNode message(String role, String content) {
        return Json.TREES.createObjectNode().put("role", role).put("content", content);
    }

    private void put(String name, Object value) {
        changes.put(name, bytes(value));
    }

    private static byte[] bytes(Object value) {
        return Json.TREES.writeValueAsBytes(value);
    }
}
