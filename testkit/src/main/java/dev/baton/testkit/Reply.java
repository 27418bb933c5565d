package dev.baton.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response that is not an answer of a model.
 *
 * @param contentType null for none
 * @param healthy whether this is what a caller who did nothing wrong should get
 */
record Reply(int status, @Nullable String contentType, List<Header> headers, byte[] body, boolean healthy) {

    static Reply json(JsonNode body) {
        return new Reply(200, "application/json", List.of(), Json.bytes(body), true);
    }

    static Reply health(int status) {
        return new Reply(status, null, List.of(), new byte[0], status == 200);
    }

    static Reply of(int status, @Nullable String contentType, String body) {
        return new Reply(status, contentType, List.of(), body.getBytes(StandardCharsets.UTF_8), false);
    }

    static Reply webPage() {
        return of(200, "text/html", "<!doctype html><title>Welcome</title><p>Please sign in to this network.");
    }

    static Reply redirect(String location) {
        return new Reply(302, null, List.of(new Header("Location", location)), new byte[0], false);
    }

    static Reply error(int status) {
        return switch (status) {
            case 401 -> error(status, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.");
            case 402 -> error(status, "insufficient_quota", "insufficient_balance", "Insufficient balance.");
            case 404 -> error(status, "invalid_request_error", "model_not_found", "The model does not exist.");
            case 429 -> error(status, "rate_limit_error", "rate_limit_exceeded", "Rate limit reached.");
            default ->
                status >= 400 && status < 500
                        ? error(status, "invalid_request_error", null, "The request is not valid.")
                        : error(status, "server_error", null, "The server had an error.");
        };
    }

    /** As Azure tells errors of its own. */
    static Reply azure(int status, String code, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message);
        return new Reply(status, "application/json", List.of(), Json.bytes(body), false);
    }

    /** What Azure says where its filter does not let a prompt through. */
    static Reply azureContentFilter() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error")
                .put("message", "The response was filtered due to the prompt triggering the content management policy.")
                .putNull("type")
                .put("param", "prompt")
                .put("code", "content_filter")
                .put("status", 400);
        error.putObject("innererror")
                .put("code", "ResponsibleAIPolicyViolation")
                .putObject("content_filter_result")
                .putObject("violence")
                .put("filtered", true)
                .put("severity", "high");
        return new Reply(400, "application/json", List.of(), Json.bytes(body), false);
    }

    static Reply error(int status, String type, @Nullable String code, String message) {
        ObjectNode body = Json.object();
        body.set("error", Json.error(type, code, message));
        return new Reply(status, "application/json", List.of(), Json.bytes(body), false);
    }
}
