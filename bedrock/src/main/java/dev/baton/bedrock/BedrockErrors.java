package dev.baton.bedrock;

import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Json;
import dev.baton.resilience.Observation;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors within a 200, told with the status that they would have had. */
final class BedrockErrors {

    private BedrockErrors() {}

    /**
     * An exception that stands in the stream.
     *
     * @param type such as {@code throttlingException}
     * @param payload JSON with a {@code message}
     */
    static BadAnswer exception(String type, byte[] payload) {
        return error(type, message(payload));
    }

    /** An error of the stream itself, told in the headers of its frame. */
    static BadAnswer error(String code, String message) {
        ObjectNode error = Json.TREES.createObjectNode().put("type", code).put("message", message);
        int status = statusOf(code);
        if (status != 0) {
            error.put("code", Integer.toString(status));
        }
        return new BadAnswer(new Observation.ErrorEvent(Json.TREES.writeValueAsBytes(error)));
    }

    private static String message(byte[] payload) {
        try {
            JsonNode error = Json.TREES.readTree(payload);
            return error.path("message").asString(error.path("Message").asString(""));
        } catch (JacksonException malformed) {
            return "";
        }
    }

    private static int statusOf(String type) {
        return switch (type.toLowerCase(Locale.ROOT).replaceFirst("exception$", "")) {
            case "validation" -> 400;
            case "accessdenied" -> 403;
            case "resourcenotfound" -> 404;
            case "modeltimeout" -> 408;
            case "modelerror", "modelstreamerror" -> 424;
            case "throttling", "modelnotready" -> 429;
            case "internalserver", "internalfailure" -> 500;
            case "serviceunavailable" -> 503;
            default -> 0;
        };
    }
}
