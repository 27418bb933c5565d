package dev.baton.bedrock;

import dev.baton.answer.Part;
import dev.baton.dialect.json.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** What an answer cost. What was read from a cache or written to it is counted apart here. Used by one thread at a time. */
final class ConverseUsage {

    private long input;
    private long output;
    private long cacheRead;
    private long cacheWritten;

    /** Reads a usage object, of which the start has been read. */
    void read(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String field;
        while ((field = json.nextName()) != null) {
            note(field, Json.number(json, json.nextToken(), 0));
        }
    }

    private void note(String field, long tokens) {
        switch (field) {
            case "inputTokens" -> input = tokens;
            case "outputTokens" -> output = tokens;
            case "cacheReadInputTokens" -> cacheRead = tokens;
            case "cacheWriteInputTokens" -> cacheWritten = tokens;
            default -> {}
        }
    }

    /** Usage as it stands in an answer in one piece. */
    static Part.Usage read(JsonNode usage) {
        ConverseUsage read = new ConverseUsage();
        usage.properties()
                .forEach(field -> read.note(field.getKey(), field.getValue().asLong(0)));
        return read.part();
    }

    /** In the vocabulary, where the prompt is counted with what came of the cache. */
    Part.Usage part() {
        return new Part.Usage(
                input + cacheRead + cacheWritten,
                output,
                new Part.Usage.Details(cacheRead, cacheWritten, 0),
                false,
                null);
    }
}
