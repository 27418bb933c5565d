package dev.baton.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** AWS Bedrock's Converse and ConverseStream. Whether a request is signed is nothing that a script looks at. */
final class ConverseVoice implements Voice {

    private static final Pattern PATH = Pattern.compile(".*/model/(?<model>[^/]+)/(?<method>converse(?:-stream)?)");

    static boolean isAt(String path) {
        return PATH.matcher(path).matches();
    }

    /** The model and whether to stream stand in the path. */
    @Override
    public ChatRequest asked(HttpRequest request, JsonNode body) {
        Matcher path = PATH.matcher(request.path());
        ObjectNode chat = Json.object();
        if (path.matches()) {
            chat.put("model", URLDecoder.decode(path.group("model"), StandardCharsets.UTF_8))
                    .put("stream", path.group("method").endsWith("stream"));
        }
        chat.set("messages", body.path("messages"));
        return new ChatRequest(chat);
    }

    @Override
    public Body body(Performance said, String id) {
        ConverseEvents events = new ConverseEvents(said.request().promptTokens(), said.script().style);
        return said.request().streamed()
                ? new StreamedConverse(said.answer(), events, said.script().pacing)
                : new WholeBody(
                        Json.bytes(events.whole(said.answer())), said.answer().size(), "application/json");
    }

    /** Scripts speak of errors as OpenAI does; the type is this protocol's own word for the status, and stands in a header. */
    @Override
    public Reply reply(Reply reply) {
        JsonNode error = Json.read(reply.body()).path("error");
        if (!error.isObject()) {
            return reply;
        }
        List<Header> headers = new ArrayList<>(reply.headers());
        headers.add(new Header(
                "x-amzn-ErrorType",
                type(reply.status()) + ":http://internal.amazon.com/coral/com.amazon.coral.service/"));
        ObjectNode body = message(error.path("message").asString(""));
        return new Reply(reply.status(), reply.contentType(), headers, Json.bytes(body), reply.healthy());
    }

    static ObjectNode message(String message) {
        return Json.object().put("message", message);
    }

    private static String type(int status) {
        return switch (status) {
            case 401, 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 503 -> "ServiceUnavailableException";
            default -> status < 500 ? "ValidationException" : "InternalServerException";
        };
    }
}
