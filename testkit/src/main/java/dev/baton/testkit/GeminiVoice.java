package dev.baton.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Google Gemini. Streams are server-sent events, as with {@code alt=sse}. */
final class GeminiVoice implements Voice {

    private static final Pattern PATH =
            Pattern.compile(".*/models/(?<model>.+):(?<method>generateContent|streamGenerateContent)");

    static boolean isAt(String path) {
        return PATH.matcher(path).matches();
    }

    /** The model and whether to stream stand in the path; contents are messages with other names. */
    @Override
    public ChatRequest asked(HttpRequest request, JsonNode body) {
        Matcher path = PATH.matcher(request.path());
        ObjectNode chat = Json.object();
        if (path.matches()) {
            chat.put("model", path.group("model"))
                    .put("stream", path.group("method").startsWith("stream"));
        }
        chat.put("n", body.path("generationConfig").path("candidateCount").asInt(1));
        ArrayNode messages = chat.putArray("messages");
        for (JsonNode content : body.path("contents")) {
            String role = content.path("role").asString("user").equals("model") ? "assistant" : "user";
            messages.addObject().put("role", role).set("content", content.path("parts"));
        }
        return new ChatRequest(chat);
    }

    @Override
    public Body body(Performance said, String id) {
        GeminiChunks chunks = new GeminiChunks(
                "resp-" + id,
                said.model(),
                said.request().promptTokens(),
                said.request().choices(),
                said.script().style);
        return said.request().streamed()
                ? new StreamedCandidates(said.answer(), chunks, said.script().pacing)
                : new WholeBody(
                        Json.bytes(chunks.whole(said.answer())),
                        said.answer().size() * said.request().choices(),
                        "application/json");
    }

    /** Scripts speak of errors as OpenAI does; the status is this protocol's own word. */
    @Override
    public Reply reply(Reply reply) {
        JsonNode error = Json.read(reply.body()).path("error");
        if (!error.isObject()) {
            return reply;
        }
        ObjectNode body = error(reply.status(), error.path("message").asString(""));
        return new Reply(reply.status(), reply.contentType(), reply.headers(), Json.bytes(body), reply.healthy());
    }

    static ObjectNode error(int status, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", status).put("message", message).put("status", word(status));
        return body;
    }

    private static String word(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }
}
