package dev.baton.dialect.gemini;

import dev.baton.answer.Part;
import dev.baton.dialect.json.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/** {@code usageMetadata}, which every event of a stream may state: the last one counts. Used by one thread at a time. */
final class GeminiUsage {

    private boolean stated;
    private long prompt;
    private long toolPrompt;
    private long cached;
    private long candidates;
    private long thoughts;

    /** Reads a usage object, of which the start has been read. */
    void read(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        stated = true;
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "promptTokenCount" -> prompt = Json.number(json, value, prompt);
                case "toolUsePromptTokenCount" -> toolPrompt = Json.number(json, value, toolPrompt);
                case "cachedContentTokenCount" -> cached = Json.number(json, value, cached);
                case "candidatesTokenCount" -> candidates = Json.number(json, value, candidates);
                case "thoughtsTokenCount" -> thoughts = Json.number(json, value, thoughts);
                default -> json.skipChildren();
            }
        }
    }

    boolean isStated() {
        return stated;
    }

    /** In the vocabulary, where thoughts are a part of the completion. */
    Part.Usage part() {
        return new Part.Usage(
                prompt + toolPrompt, candidates + thoughts, new Part.Usage.Details(cached, 0, thoughts), false, null);
    }

    /** Writes usage in the words of this protocol, where thoughts are counted apart. */
    static void write(ObjectNode usage, Part.Usage stated) {
        Part.Usage.Details details = stated.details();
        usage.put("promptTokenCount", stated.prompt())
                .put("candidatesTokenCount", Math.max(0, stated.completion() - details.thinking()));
        if (details.thinking() > 0) {
            usage.put("thoughtsTokenCount", details.thinking());
        }
        if (details.cacheRead() > 0) {
            usage.put("cachedContentTokenCount", details.cacheRead());
        }
        usage.put("totalTokenCount", stated.prompt() + stated.completion());
    }
}
