package dev.baton.gateway;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event of a stream, read as strictly as the gateway promises to write.
 *
 * @param name of the event; empty when it has none, {@code ":"} for a comment
 * @param text the data, or the comment
 * @param json what the data says; a missing node for a comment and for {@code [DONE]}
 * @param at when it came, on the clock of {@link System#nanoTime()}
 */
public record StreamEvent(String name, String text, JsonNode json, long at) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DATA = "data: ";
    private static final String EVENT = "event: ";

    static StreamEvent parse(String lines, long at) {
        if (lines.startsWith(": ") && !lines.contains("\n")) {
            return new StreamEvent(":", lines.substring(2), JSON.missingNode(), at);
        }
        int data = lines.indexOf(DATA);
        String name = lines.substring(0, Math.max(0, data)).strip();
        boolean named = name.startsWith(EVENT) && !name.contains("\n");
        if (data < 0 || (!name.isEmpty() && !named) || lines.indexOf('\n', data) >= 0) {
            throw new AssertionError("not an event as the gateway writes them: " + lines);
        }
        String text = lines.substring(data + DATA.length());
        JsonNode json = text.equals("[DONE]") ? JSON.missingNode() : JSON.readTree(text);
        return new StreamEvent(named ? name.substring(EVENT.length()) : "", text, json, at);
    }

    public boolean isComment() {
        return name.equals(":");
    }

    public boolean isDone() {
        return name.isEmpty() && text.equals("[DONE]");
    }

    public boolean isError() {
        return name.equals("error");
    }

    boolean isChunk() {
        return name.isEmpty() && !isDone();
    }

    /** The choice of this number; a missing node when the chunk does not speak of it. */
    JsonNode choice(int number) {
        for (JsonNode choice : json.path("choices")) {
            if (choice.path("index").asInt() == number) {
                return choice;
            }
        }
        return JSON.missingNode();
    }

    String content(int choice) {
        return choice(choice).path("delta").path("content").asString("");
    }
}
