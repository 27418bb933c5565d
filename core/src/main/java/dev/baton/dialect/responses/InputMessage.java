package dev.baton.dialect.responses;

import dev.baton.dialect.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A message in the input of a request, as it is written for a provider. */
final class InputMessage {

    private InputMessage() {}

    static ObjectNode of(String role, @Nullable String text) {
        return Json.TREES.createObjectNode().put("role", role).put("content", text);
    }

    /** An answer that is begun and to be gone on with: its status is what tells vLLM so. */
    static ObjectNode begun(String text) {
        ObjectNode message = Json.TREES
                .createObjectNode()
                .put("id", "msg" + ItemIds.MARK + "begun")
                .put("type", "message")
                .put("status", "incomplete")
                .put("role", "assistant");
        message.putArray("content").add(PartKind.TEXT.node(text));
        return message;
    }
}
