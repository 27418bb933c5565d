package dev.baton.dialect.anthropic;

import dev.baton.answer.Part;
import dev.baton.dialect.json.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/** Usage as it is told in pieces: each one replaces what it names and leaves the rest. Used by one thread at a time. */
final class MessageUsage {

    private long input;
    private long cacheWritten;
    private long cacheRead;
    private long output;
    private long thinking;

    /** Reads a usage object, of which the start has been read. */
    void read(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "input_tokens" -> input = Json.number(json, value, input);
                case "cache_creation_input_tokens" -> cacheWritten = Json.number(json, value, cacheWritten);
                case "cache_read_input_tokens" -> cacheRead = Json.number(json, value, cacheRead);
                case "output_tokens" -> output = Json.number(json, value, output);
                case "output_tokens_details" -> details(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private void details(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            if (field.equals("thinking_tokens")) {
                thinking = Json.number(json, value, thinking);
            } else {
                json.skipChildren();
            }
        }
    }

    /** In the vocabulary, where the prompt is counted with what came of the cache. */
    Part.Usage part() {
        return new Part.Usage(
                input + cacheWritten + cacheRead,
                output,
                new Part.Usage.Details(cacheRead, cacheWritten, thinking),
                false,
                null);
    }

    /** Writes usage in the words of this protocol, where the input is only what was not in the cache. */
    static void write(ObjectNode usage, Part.Usage stated) {
        Part.Usage.Details details = stated.details();
        usage.put("input_tokens", Math.max(0, stated.prompt() - details.cacheRead() - details.cacheWritten()))
                .put("cache_creation_input_tokens", details.cacheWritten())
                .put("cache_read_input_tokens", details.cacheRead())
                .put("output_tokens", stated.completion());
        if (details.thinking() > 0) {
            usage.putObject("output_tokens_details").put("thinking_tokens", details.thinking());
        }
    }
}
