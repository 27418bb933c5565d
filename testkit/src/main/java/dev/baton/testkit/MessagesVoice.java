package dev.baton.testkit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic Messages. */
final class MessagesVoice implements Voice {

    @Override
    public Body body(Performance said, String id) {
        MessageEvents events =
                new MessageEvents("msg_" + id, said.model(), said.request().promptTokens(), said.script().style);
        return said.request().streamed()
                ? new StreamedMessage(said.answer(), events, said.script().pacing)
                : new WholeBody(
                        Json.bytes(events.whole(said.answer())), said.answer().size(), "application/json");
    }

    /** Scripts speak of errors as OpenAI does; the type is this protocol's own word for the status. */
    @Override
    public Reply reply(Reply reply) {
        JsonNode error = Json.read(reply.body()).path("error");
        if (!error.isObject()) {
            return reply;
        }
        ObjectNode body = error(type(reply.status()), error.path("message").asString(""));
        return new Reply(reply.status(), reply.contentType(), reply.headers(), Json.bytes(body), reply.healthy());
    }

    static ObjectNode error(String type, String message) {
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return body.put("request_id", "req_scripted");
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529, 503 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
