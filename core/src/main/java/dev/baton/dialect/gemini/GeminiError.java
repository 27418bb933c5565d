package dev.baton.dialect.gemini;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.json.Json;
import dev.baton.route.Protocol;
import java.time.Duration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as a client of this protocol reads it: {@code {"error":{"code","message","status","details"}}}, the JSON form of {@code
 * google.rpc.Status}. Details are told where there are any: how long to wait, which field is at fault.
 */
final class GeminiError {

    private static final String TYPE = "type.googleapis.com/google.rpc.";

    private GeminiError() {}

    static int status(ApiError error) {
        return error.kind() == ApiError.Kind.UPSTREAM_REFUSED ? 500 : error.status();
    }

    static byte[] json(ApiError error) {
        ObjectNode body = Json.TREES.createObjectNode();
        ObjectNode told = body.putObject("error")
                .put("code", status(error))
                .put("message", error.message())
                .put("status", word(error));
        ArrayNode details = Json.TREES.createArrayNode();
        addWait(error.retryAfter() == null ? Duration.ZERO : error.retryAfter(), details);
        addField(error, details);
        if (!details.isEmpty()) {
            told.set("details", details);
        }
        return Json.TREES.writeValueAsBytes(body);
    }

    private static void addWait(Duration wait, ArrayNode details) {
        if (wait.isPositive()) {
            details.addObject()
                    .put("@type", TYPE + "RetryInfo")
                    .put("retryDelay", wait.plusMillis(999).toSeconds() + "s");
        }
    }

    private static void addField(ApiError error, ArrayNode details) {
        boolean bodyIsAtFault = error.kind() == ApiError.Kind.INVALID_REQUEST;
        if (bodyIsAtFault && error.param() != null) {
            details.addObject()
                    .put("@type", TYPE + "BadRequest")
                    .putArray("fieldViolations")
                    .addObject()
                    .put("field", error.param())
                    .put("description", error.message());
        }
    }

    /** The provider's own word, if it speaks this protocol. */
    private static String word(ApiError error) {
        return error.vendorType(Protocol.GEMINI).orElseGet(() -> switch (error.kind()) {
            case INVALID_REQUEST, TOO_LARGE -> "INVALID_ARGUMENT";
            case AUTHENTICATION -> "UNAUTHENTICATED";
            case PERMISSION -> "PERMISSION_DENIED";
            case NOT_FOUND -> "NOT_FOUND";
            case RATE_LIMIT -> "RESOURCE_EXHAUSTED";
            case UPSTREAM_TIMEOUT -> "DEADLINE_EXCEEDED";
            case UPSTREAM_UNAVAILABLE, BUSY -> "UNAVAILABLE";
            case UPSTREAM_REFUSED, INTERNAL -> "INTERNAL";
        });
    }
}
