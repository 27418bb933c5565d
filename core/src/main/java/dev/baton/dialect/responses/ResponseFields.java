package dev.baton.dialect.responses;

import static dev.baton.dialect.json.Json.text;

import dev.baton.answer.FinishReason;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of a response object, which stands in the events that tell of its life and is all of an answer in one piece.
 *
 * @param created seconds since the epoch, 0 where it does not say
 * @param status empty where it does not say
 * @param incomplete why there is no more of it, empty where it does not say
 * @param failed whether it holds an error
 * @param usage null where it does not say
 * @param output empty where nobody wanted to know it
 */
record ResponseFields(
        String id,
        long created,
        String model,
        String status,
        String incomplete,
        boolean failed,
        Part.@Nullable Usage usage,
        List<OutputItem> output) {

    static final ResponseFields NONE = new ResponseFields("", 0, "", "", "", false, null, List.of());

    /**
     * Reads a response object, of which the start has been read.
     *
     * @param withOutput whether its items are wanted
     */
    static ResponseFields read(JsonParser json, JsonToken start, boolean withOutput) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return NONE;
        }
        return new Reader(withOutput).read(json);
    }

    /**
     * How the answer ended. Some servers tell the end of a cut answer as that of a whole one, and only the status says what it is.
     *
     * @param stated for a server that states no status
     * @param calls whether tools are called
     * @return null while it has not
     * @throws BadAnswer when that is no normal way
     */
    @Nullable
    FinishReason finish(String stated, boolean calls) {
        return switch (status.isEmpty() ? stated : status) {
            case "completed" -> calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "incomplete" -> incompleteness();
            case "", "queued", "in_progress" -> null;
            default -> throw givenUp(status);
        };
    }

    private FinishReason incompleteness() {
        return switch (incomplete) {
            case "max_output_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> throw givenUp("incomplete, " + incomplete);
        };
    }

    private static BadAnswer givenUp(String word) {
        return BadAnswer.untrue("the answer was given up by its server (status "
                + (word.matches("[\\w., -]{1,60}") ? word : "unknown") + ")");
    }

    private static final class Reader {

        private final boolean withOutput;
        private final List<OutputItem> output = new ArrayList<>(0);
        private String id = "";
        private long created;
        private String model = "";
        private String status = "";
        private String incomplete = "";
        private boolean failed;
        private Part.@Nullable Usage usage;

        Reader(boolean withOutput) {
            this.withOutput = withOutput;
        }

        ResponseFields read(JsonParser json) {
            String field;
            while ((field = json.nextName()) != null) {
                JsonToken value = json.nextToken();
                switch (field) {
                    case "id" -> id = text(json, value);
                    // A whole number, though some servers and the SDKs take it for one with a point.
                    case "created_at" -> created = value.isNumeric() ? json.getValueAsLong() : 0;
                    case "model" -> model = text(json, value);
                    case "status" -> status = text(json, value);
                    case "incomplete_details" -> reason(json, value);
                    case "usage" -> usage = ResponseUsage.read(json, value);
                    case "output" -> output(json, value);
                    case "error" -> {
                        failed = value != JsonToken.VALUE_NULL;
                        json.skipChildren();
                    }
                    default -> json.skipChildren();
                }
            }
            return new ResponseFields(id, created, model, status, incomplete, failed, usage, List.copyOf(output));
        }

        private void reason(JsonParser json, JsonToken start) {
            if (start != JsonToken.START_OBJECT) {
                json.skipChildren();
                return;
            }
            String field;
            while ((field = json.nextName()) != null) {
                JsonToken value = json.nextToken();
                if (field.equals("reason")) {
                    incomplete = text(json, value);
                } else {
                    json.skipChildren();
                }
            }
        }

        private void output(JsonParser json, JsonToken start) {
            if (start != JsonToken.START_ARRAY || !withOutput) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                output.add(OutputItem.read(json, JsonToken.START_OBJECT));
            }
        }
    }
}
