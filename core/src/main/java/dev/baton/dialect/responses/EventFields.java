package dev.baton.dialect.responses;

import static dev.baton.dialect.json.Json.text;

import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The fields of one event, read in one pass. Used for one event after the other. */
final class EventFields {

    String type = "";
    /** -1 where the server does not number its events. */
    long sequence;
    /** Of the item in the output. */
    int output;
    /** Of the part in the item's summary, 0 where it is none. */
    int summary;

    String delta = "";
    /** All of what the deltas before have said: the field is called as what it holds. */
    String whole = "";
    /** Of the content part. */
    String part = "";

    OutputItem item = OutputItem.NONE;
    ResponseFields response = ResponseFields.NONE;
    boolean hasError;
    /** Whether the event stands on one line, so that it may be passed on in one. */
    boolean onOneLine;

    /**
     * Reads an event; {@link BadAnswer} when it is not one JSON object.
     *
     * @param withOutput whether the items of a response are wanted
     */
    void read(byte[] payload, boolean withOutput) {
        clear();
        try (JsonParser json = Json.LENIENT.createParser(ObjectReadContext.empty(), payload)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw BadAnswer.untrue("a malformed event: not a JSON object");
            }
            event(json, withOutput);
            if (json.nextToken() != null) {
                throw BadAnswer.untrue("a malformed event: more than one JSON value");
            }
            onOneLine = json.currentLocation().getLineNr() == 1;
        } catch (JacksonException malformed) {
            throw BadAnswer.untrue("a malformed event: not JSON");
        }
    }

    private void event(JsonParser json, boolean withOutput) {
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "type" -> type = text(json, value);
                case "sequence_number" -> sequence = json.getValueAsLong(-1);
                case "output_index" -> output = json.getValueAsInt();
                case "summary_index" -> summary = json.getValueAsInt();
                case "delta" -> delta = text(json, value);
                case "text", "refusal", "arguments", "input" -> whole = text(json, value);
                case "part" -> part = typeOf(json, value);
                case "item" -> item = OutputItem.read(json, value);
                case "response" -> response = ResponseFields.read(json, value, withOutput);
                case "error" -> {
                    hasError = value != JsonToken.VALUE_NULL;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
    }

    private static String typeOf(JsonParser json, JsonToken start) {
        return OutputItem.read(json, start).type();
    }

    private void clear() {
        type = "";
        sequence = -1;
        output = 0;
        summary = 0;
        delta = "";
        whole = "";
        part = "";
        item = OutputItem.NONE;
        response = ResponseFields.NONE;
        hasError = false;
        onOneLine = false;
    }
}
