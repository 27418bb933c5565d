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
        return prompts() * Math.clamp(body.path("n").asInt(1), 1, 128);
    }

    /** Each of several prompts is answered; numbers are the tokens of one. */
    private int prompts() {
        JsonNode prompt = body.path("prompt");
        return prompt.isArray() && !prompt.path(0).isNumber() ? prompt.size() : 1;
    }

    int promptTokens() {
        int words = Tokens.split(body.path("prompt").asString("")).size();
        for (JsonNode message : messages()) {
            words += Tokens.split(textOf(message)).size();
        }
        return words;
    }

    /**
     * What there is to go on from: the text of a trailing assistant message, or the end of a prompt as far as an answer begins
     * with it; empty when there is neither.
     */
    String prefix(String answer) {
        return body.path("prompt").isString() ? endOf(body.path("prompt").stringValue(), answer) : lastOfAssistant();
    }

    private static String endOf(String prompt, String answer) {
        int length = Math.min(prompt.length(), answer.length());
        while (!prompt.endsWith(answer.substring(0, length))) {
            length--;
        }
        return answer.substring(0, length);
    }

    private String lastOfAssistant() {
        JsonNode last = lastMessage();
        return last.path("role").asString("").equals("assistant") ? textOf(last) : "";
    }

    /** The wish that the end of the assistant's last message is repeated before it is gone on from. */
    Anchored anchored() {
        JsonNode before = messages().path(messages().size() - 2);
        boolean inTurn = before.path("role").asString("").equals("assistant")
                && lastMessage().path("role").asString("").equals("user");
        return inTurn ? Anchored.of(textOf(before), textOf(lastMessage())) : Anchored.NOT;
    }

    boolean has(ContinuationFlag flag) {
        return flag.isIn(body, lastMessage());
    }

    private JsonNode lastMessage() {
        return messages().path(messages().size() - 1);
    }

    /** What Responses calls the input, where a text is a user's message. */
    private JsonNode messages() {
        JsonNode input = body.path("input");
        return input.isString()
                ? Json.array().add(Json.object().put("role", "user").put("content", input.stringValue()))
                : body.path(body.has("messages") ? "messages" : "input");
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
