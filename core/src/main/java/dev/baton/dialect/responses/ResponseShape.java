package dev.baton.dialect.responses;

import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.ApiError;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The response object around an answer's items: whose it is, what was asked for, and how it ended. Clients want all of it in each
 * event that tells of its life.
 */
final class ResponseShape {

    /** What a response says of its request, and what it says where the request says nothing. */
    private static final JsonNode ECHOED = Json.TREES.readTree("""
            {"instructions":null,"max_output_tokens":null,"max_tool_calls":null,"metadata":{},"parallel_tool_calls":true,
            "previous_response_id":null,"reasoning":{"effort":null,"summary":null},"temperature":1.0,
            "text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","user":null}""");

    private final ObjectNode response;

    private ResponseShape(ObjectNode response) {
        this.response = response;
    }

    /** As its target has begun it. */
    static ResponseShape of(ObjectNode begun) {
        return new ResponseShape(begun);
    }

    /** Of an answer that is made here, which nobody stores. */
    static ResponseShape of(Head identity, RequestFields asked) {
        ObjectNode response = Json.TREES
                .createObjectNode()
                .put("id", identity.id())
                .put("object", "response")
                .put("created_at", identity.created())
                .put("status", "in_progress")
                .put("model", identity.model())
                .put("background", false)
                .put("store", false);
        response.putArray("output");
        response.putNull("error").putNull("incomplete_details").putNull("usage");
        ECHOED.properties().forEach(field -> {
            JsonNode stated = asked.node(field.getKey());
            response.set(field.getKey(), stated.isMissingNode() ? field.getValue() : stated);
        });
        return new ResponseShape(response);
    }

    ObjectNode node() {
        return response;
    }

    /** A whole answer, or as much of one as its limit or a filter let through. */
    ResponseShape ended(FinishReason reason, ArrayNode output, Part.@Nullable Usage usage) {
        response.put("status", status(reason));
        if (!isWhole(reason)) {
            String why = reason == FinishReason.CONTENT_FILTER ? "content_filter" : "max_output_tokens";
            response.putObject("incomplete_details").put("reason", why);
        }
        response.set("output", output);
        if (usage != null) {
            ResponseUsage.write(response.putObject("usage"), usage);
            if (usage.estimated()) {
                // Beside the usage and not in it, where SDKs look for numbers.
                response.putObject("baton").put("usage", "estimated");
            }
        }
        return this;
    }

    static String status(FinishReason reason) {
        return isWhole(reason) ? "completed" : "incomplete";
    }

    private static boolean isWhole(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> true;
            case LENGTH, CONTEXT_FULL, CONTENT_FILTER -> false;
        };
    }

    /** An answer that nobody could complete, with what there is of it. */
    ResponseShape failed(ApiError error, ArrayNode output) {
        response.put("status", "failed");
        response.putObject("error").put("code", code(error)).put("message", error.message());
        response.set("output", output);
        return this;
    }

    /** There are few codes, and SDKs know no others. */
    private static String code(ApiError error) {
        return switch (error.kind()) {
            case RATE_LIMIT -> "rate_limit_exceeded";
            case INVALID_REQUEST, TOO_LARGE -> "invalid_prompt";
            case AUTHENTICATION,
                    PERMISSION,
                    NOT_FOUND,
                    UPSTREAM_TIMEOUT,
                    UPSTREAM_UNAVAILABLE,
                    UPSTREAM_REFUSED,
                    BUSY,
                    INTERNAL -> "server_error";
        };
    }
}
