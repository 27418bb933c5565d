package dev.baton.dialect.responses;

import dev.baton.answer.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/** What an answer cost, in the words of this protocol: input and output, cached tokens and thoughts included. */
final class ResponseUsage {

    private long input;
    private long output;
    private long cacheRead;
    private long cacheWritten;
    private long thinking;

    private ResponseUsage() {}

    /** Reads a usage object, of which the start has been read; null where it is none. */
    static Part.@Nullable Usage read(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        ResponseUsage usage = new ResponseUsage();
        usage.object(json);
        return new Part.Usage(
                usage.input,
                usage.output,
                new Part.Usage.Details(usage.cacheRead, usage.cacheWritten, usage.thinking),
                false,
                null);
    }

    private void object(JsonParser json) {
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "input_tokens" -> input = json.getValueAsLong();
                case "output_tokens" -> output = json.getValueAsLong();
                case "cached_tokens" -> cacheRead = json.getValueAsLong();
                case "cache_write_tokens" -> cacheWritten = json.getValueAsLong();
                case "reasoning_tokens" -> thinking = json.getValueAsLong();
                case "input_tokens_details", "output_tokens_details" -> details(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private void details(JsonParser json, JsonToken start) {
        if (start == JsonToken.START_OBJECT) {
            object(json);
        } else {
            json.skipChildren();
        }
    }

    static void write(ObjectNode usage, Part.Usage stated) {
        Part.Usage.Details details = stated.details();
        usage.put("input_tokens", stated.prompt())
                .putObject("input_tokens_details")
                .put("cached_tokens", details.cacheRead())
                .put("cache_write_tokens", details.cacheWritten());
        usage.put("output_tokens", stated.completion())
                .putObject("output_tokens_details")
                .put("reasoning_tokens", details.thinking());
        usage.put("total_tokens", stated.prompt() + stated.completion());
    }
}
