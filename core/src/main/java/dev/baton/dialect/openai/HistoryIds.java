package dev.baton.dialect.openai;

import dev.baton.dialect.ToolIds;
import dev.baton.dialect.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Ids of tool calls in the history of a conversation that goes to a server in the client's own words, and is refused for their form. */
final class HistoryIds {

    private HistoryIds() {}

    /** The messages with calls and results under ids that these servers take. */
    static byte[] fitted(byte[] messages, ToolIds form) {
        JsonNode tree = Json.TREES.readTree(messages);
        for (JsonNode message : tree) {
            fit(message, "tool_call_id", form);
            message.path("tool_calls").forEach(call -> fit(call, "id", form));
        }
        return Json.TREES.writeValueAsBytes(tree);
    }

    private static void fit(JsonNode holder, String field, ToolIds form) {
        if (holder instanceof ObjectNode object && object.path(field).isString()) {
            object.put(field, form.fit(object.path(field).asString()));
        }
    }
}
