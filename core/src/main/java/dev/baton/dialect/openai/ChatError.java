package dev.baton.dialect.openai;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.json.Json;
import dev.baton.route.Protocol;
import tools.jackson.databind.node.ObjectNode;

/** An error as a client of the OpenAI protocols reads it: {@code {"error":{"message","type","param","code"}}}. */
public final class ChatError {

    private ChatError() {}

    public static byte[] json(ApiError error) {
        ObjectNode fields = Json.TREES
                .createObjectNode()
                .put("message", error.message())
                .put("type", type(error))
                .put("param", error.param())
                .put("code", error.code());
        ObjectNode body = Json.TREES.createObjectNode();
        body.set("error", fields);
        return Json.TREES.writeValueAsBytes(body);
    }

    /** The provider's own word, if it speaks a protocol of OpenAI's. */
    private static String type(ApiError error) {
        var vendors = error.vendorType(Protocol.OPENAI).or(() -> error.vendorType(Protocol.RESPONSES));
        return vendors.orElseGet(() -> switch (error.kind()) {
            case INVALID_REQUEST, TOO_LARGE -> "invalid_request_error";
            case AUTHENTICATION -> "authentication_error";
            case PERMISSION -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case RATE_LIMIT -> "rate_limit_error";
            case UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE, UPSTREAM_REFUSED -> "upstream_error";
            case BUSY, INTERNAL -> "server_error";
        });
    }
}
