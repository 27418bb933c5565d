package dev.baton.dialect.responses;

import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Json;
import dev.baton.resilience.Observation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a server says of an answer that failed: the event {@code error}, flat as the specification has it or nested as OpenAI sends
 * it, a failed response, or an error without a type as other servers send it.
 */
final class ResponseFailure {

    private ResponseFailure() {}

    /** The failure that an event or a whole response tells of. */
    static BadAnswer in(byte[] payload) {
        ObjectNode told = Json.TREES.createObjectNode();
        told.set("error", errorIn(Json.TREES.readTree(payload)));
        return new BadAnswer(new Observation.ErrorEvent(Json.TREES.writeValueAsBytes(told)));
    }

    private static JsonNode errorIn(JsonNode root) {
        JsonNode response = root.path("response").path("error");
        JsonNode error = root.hasNonNull("error") ? root.path("error") : response;
        return error.isMissingNode() || error.isNull() ? flat(root) : error;
    }

    /** The type of a flat error is that of the event. */
    private static JsonNode flat(JsonNode root) {
        ObjectNode error = Json.TREES.createObjectNode();
        for (String field : new String[] {"code", "message", "param"}) {
            error.set(field, root.path(field).isMissingNode() ? Json.TREES.nullNode() : root.path(field));
        }
        return error;
    }
}
