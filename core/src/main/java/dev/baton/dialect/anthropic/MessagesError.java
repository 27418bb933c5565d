package dev.baton.dialect.anthropic;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.json.Json;
import dev.baton.route.Protocol;
import tools.jackson.databind.node.ObjectNode;

/** An error as a client of this protocol reads it: {@code {"type":"error","error":{"type","message"},"request_id"}}. */
final class MessagesError {

    /** Not in HTTP: this protocol's own status for servers that have too much to do. */
    private static final int OVERLOADED = 529;

    private MessagesError() {}

    static int status(ApiError error) {
        return switch (error.kind()) {
            case UPSTREAM_UNAVAILABLE, BUSY -> OVERLOADED;
            case UPSTREAM_REFUSED -> 500;
            case INVALID_REQUEST,
                    AUTHENTICATION,
                    PERMISSION,
                    NOT_FOUND,
                    TOO_LARGE,
                    RATE_LIMIT,
                    UPSTREAM_TIMEOUT,
                    INTERNAL -> error.status();
        };
    }

    static byte[] json(ApiError error, String requestId) {
        ObjectNode body = Json.TREES.createObjectNode().put("type", "error");
        body.putObject("error").put("type", type(error)).put("message", error.message());
        return Json.TREES.writeValueAsBytes(body.put("request_id", requestId));
    }

    /** The provider's own word, if it speaks this protocol. */
    private static String type(ApiError error) {
        return error.vendorType(Protocol.ANTHROPIC).orElseGet(() -> switch (error.kind()) {
            case INVALID_REQUEST -> "invalid_request_error";
            case AUTHENTICATION -> "authentication_error";
            case PERMISSION -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case RATE_LIMIT -> "rate_limit_error";
            case UPSTREAM_TIMEOUT -> "timeout_error";
            case UPSTREAM_UNAVAILABLE, BUSY -> "overloaded_error";
            case UPSTREAM_REFUSED, INTERNAL -> "api_error";
        });
    }
}
