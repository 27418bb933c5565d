package dev.baton.dialect.openai;

import dev.baton.dialect.json.Json;
import dev.baton.route.Continuation;
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

    /** A message with text that was delivered, marked. */
    static ObjectNode message(String text, Continuation continuation) {
        return marked(Json.TREES.createObjectNode().put("role", "assistant").put("content", text), continuation);
    }

    /** The flags that the server wants on the request. */
    static Map<String, Boolean> flags(Continuation continuation) {
        return switch (continuation) {
            case NONE, PREFILL, PREFIX_FLAG, PARTIAL_FLAG -> Map.of();
            case CONTINUE_FINAL_MESSAGE -> Map.of("continue_final_message", true, "add_generation_prompt", false);
        };
    }
}
