package dev.baton.gateway;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests for chat completions, and the text in what comes back. */
final class ChatText {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DATA = "data: ";

    private ChatText() {}

    /** A request for a stream. */
    static String stream(String model) {
        return request(model, true);
    }

    /** A request for a whole answer. */
    static String whole(String model) {
        return request(model, false);
    }

    private static String request(String model, boolean stream) {
        return """
                {"model":"%s","stream":%s,"messages":[{"role":"user","content":"Tell me a story"}]}""".formatted(model, stream);
    }

    /** The JSON of an event. */
    static JsonNode json(String event) {
        return JSON.readTree(event.substring(event.indexOf(DATA) + DATA.length()));
    }

    /** The text that an event adds to the first choice; empty for the marker at the end. */
    static String of(String event) {
        return event.startsWith(DATA) && !event.equals(DATA + "[DONE]")
                ? json(event).at("/choices/0/delta/content").asString("")
                : "";
    }

    /** The text of a whole stream. */
    static String of(List<String> events) {
        return events.stream().map(ChatText::of).collect(Collectors.joining());
    }

    /** The text of an answer that was not streamed. */
    static String ofWhole(String body) {
        return JSON.readTree(body).at("/choices/0/message/content").asString();
    }
}
