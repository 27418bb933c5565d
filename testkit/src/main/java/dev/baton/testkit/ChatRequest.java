package dev.baton.testkit;

import tools.jackson.databind.JsonNode;

/** What a caller asks for, read leniently: a provider of a test is not a validator. */
record ChatRequest(JsonNode body) {

    static final ChatRequest NONE = new ChatRequest(Json.object());

    String model() {
        return body.path("model").asString("scripted");
    }

    boolean streamed() {
        return body.path("stream").asBoolean(false);
    }

    boolean wantsUsage() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    int choices() {
        return Math.clamp(body.path("n").asInt(1), 1, 128);
    }

    int promptTokens() {
        int words = 0;
        for (JsonNode message : body.path("messages")) {
            words += Tokens.split(textOf(message)).size();
        }
        return words;
    }

    /** The text of a trailing assistant message; empty when the last message is not one. */
    String prefix() {
        JsonNode last = lastMessage();
        return last.path("role").asString("").equals("assistant") ? textOf(last) : "";
    }

    /** The wish that the end of the assistant's last message is repeated before it is gone on from. */
    Anchored anchored() {
        JsonNode before = body.path("messages").path(body.path("messages").size() - 2);
        boolean inTurn = before.path("role").asString("").equals("assistant")
                && lastMessage().path("role").asString("").equals("user");
        return inTurn ? Anchored.of(textOf(before), textOf(lastMessage())) : Anchored.NOT;
    }

    boolean has(ContinuationFlag flag) {
        return flag.isIn(body, lastMessage());
    }

    private JsonNode lastMessage() {
        JsonNode messages = body.path("messages");
        return messages.path(messages.size() - 1);
    }

    private static String textOf(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asString(""));
        }
        return text.toString();
    }
}
