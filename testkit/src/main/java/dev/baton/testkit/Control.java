package dev.baton.testkit;

import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoint that looks at a provider and changes its script while it runs. */
final class Control {

    private static final String ROOT = "/_control";

    private final ScriptedProvider provider;
    private final Agenda agenda;

    Control(ScriptedProvider provider, Agenda agenda) {
        this.provider = provider;
        this.agenda = agenda;
    }

    static boolean isFor(HttpRequest request) {
        return request.path().equals(ROOT) || request.path().startsWith(ROOT + "/");
    }

    Reply answer(HttpRequest request) {
        return switch (request.method() + " " + request.path().substring(ROOT.length())) {
            case "GET " -> Reply.json(state());
            case "POST /script" -> script(Json.read(request.body()));
            case "POST /reset" -> {
                provider.reset();
                yield Reply.json(state());
            }
            case "POST /release" -> release(request.parameter("tokens"));
            default ->
                refusal(
                        404,
                        request.method() + " " + request.path()
                                + " (expected: GET /_control, or POST /_control/script, "
                                + "/_control/reset or /_control/release?tokens=3)");
        };
    }

    private Reply script(JsonNode flags) {
        try {
            agenda.replace(ScriptFlags.parse(flags));
            return Reply.json(state());
        } catch (IllegalArgumentException wrong) {
            return refusal(400, String.valueOf(wrong.getMessage()));
        }
    }

    private Reply release(String text) {
        OptionalInt tokens = text.isEmpty() ? OptionalInt.of(1) : number(text);
        if (tokens.isEmpty()) {
            return refusal(400, "tokens: " + text + " (expected: a number from 1 to 1000000)");
        }
        provider.release(tokens.getAsInt());
        return Reply.json(state());
    }

    private static OptionalInt number(String text) {
        return text.matches("[1-9][0-9]{0,5}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private ObjectNode state() {
        ObjectNode state = Json.object()
                .put("name", provider.name())
                .put("url", provider.url())
                .put("script", agenda.current().toString())
                .put("openConnections", provider.openConnections());
        ArrayNode requests = state.putArray("requests");
        provider.requests().forEach(request -> requests.add(summary(request)));
        return state;
    }

    /** Without headers: they hold keys. */
    private static ObjectNode summary(ReceivedRequest request) {
        return Json.object()
                .put("number", request.number())
                .put("connection", request.connection())
                .put("method", request.method())
                .put("path", request.path())
                .put("model", request.body().path("model").asString(""))
                .put("stream", request.body().path("stream").asBoolean(false))
                .put("tokensSent", request.tokensSent())
                .put("end", request.end().map(end -> end.way().name()).orElse(null));
    }

    private static Reply refusal(int status, String message) {
        return Reply.error(status, "invalid_request_error", null, message);
    }
}
