package dev.baton.dialect.openai;

import dev.baton.route.Continuation;
import dev.baton.route.ThinkingSwitch;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** How a server of this protocol is told to go on from a trailing assistant message. */
final class Prefill {

    private Prefill() {}

    /** The message with the mark that the server wants on it. */
    static ObjectNode marked(ObjectNode message, Continuation continuation) {
        return switch (continuation) {
            case NONE, PREFILL, CONTINUE_FINAL_MESSAGE -> message;
            case PREFIX_FLAG -> message.put("prefix", true);
            case PARTIAL_FLAG -> message.put("partial", true);
        };
    }

    /** The flags that the server wants on the request. */
    static Map<String, Boolean> flags(Continuation continuation) {
        return switch (continuation) {
            case NONE, PREFILL, PREFIX_FLAG, PARTIAL_FLAG -> Map.of();
            case CONTINUE_FINAL_MESSAGE -> Map.of("continue_final_message", true, "add_generation_prompt", false);
        };
    }

    /**
     * The fields that keep a model from thinking first.
     *
     * @param templateValues what the request has for the chat template already; is added to
     */
    static Map<String, Object> withoutThinking(ThinkingSwitch how, ObjectNode templateValues) {
        return switch (how) {
            // A budget is what another protocol has.
            case NOT_NEEDED, NONE, THINKING_BUDGET -> Map.of();
            case THINKING_TYPE, THINKING_TYPE_ALWAYS -> Map.of("thinking", Map.of("type", "disabled"));
            case ENABLE_THINKING -> Map.of("enable_thinking", false);
            case REASONING_EFFORT -> Map.of("reasoning_effort", "none");
            case CHAT_TEMPLATE ->
                Map.of(
                        "chat_template_kwargs",
                        templateValues.put("enable_thinking", false).put("thinking", false));
        };
    }
}
