package dev.baton.dialect.anthropic;

import static dev.baton.dialect.json.Json.text;

import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.Stencil;
import dev.baton.dialect.json.Stencil.Hole;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The fields of one event, read in one pass: an event is a type, and an object or two in it whose fields have names of their
 * own. Used for one event after the other.
 */
final class EventFields {

    String type = "";
    int index;
    /** Of the content block or the delta. */
    String kind = "";

    String text = "";
    String thinking = "";
    String signature = "";
    String partialJson = "";
    String data = "";
    /** Of a tool call, or of the message. */
    String id = "";

    String name = "";
    String model = "";
    String stopReason = "";

    @Nullable
    String stopSequence;
    /** What a tool is called with, where that is told at once; empty where it comes in pieces. */
    String input = "";

    boolean hasUsage;
    /** Whether the event stands on one line, so that it may be passed on in one. */
    boolean onOneLine;

    private final MessageUsage usage;
    private byte[] payload = {};
    private @Nullable Hole textAt;
    /** The event before, where it was a piece of text: most of an answer is events like it, which need not be parsed. */
    private @Nullable Stencil plain;

    EventFields(MessageUsage usage) {
        this.usage = usage;
    }

    /** Reads an event; {@link BadAnswer} when it is not one JSON object. */
    void read(byte[] payload) {
        String same = plain == null ? null : plain.wantedOf(payload);
        if (same != null) {
            // Everything else is as it was.
            text = same;
            return;
        }
        plain = null;
        parse(payload);
        Hole place = textAt;
        if (place != null && type.equals("content_block_delta")) {
            plain = new Stencil(payload, place, List.of(place));
        }
    }

    private void parse(byte[] payload) {
        clear();
        this.payload = payload;
        try (JsonParser json = Json.LENIENT.createParser(ObjectReadContext.empty(), payload)) {
            if (Json.begin(json, payload) != JsonToken.START_OBJECT) {
                throw BadAnswer.untrue("a malformed event: not a JSON object");
            }
            event(json);
            if (json.nextToken() != null) {
                throw BadAnswer.untrue("a malformed event: more than one JSON value");
            }
            onOneLine = json.currentLocation().getLineNr() == 1;
        } catch (JacksonException malformed) {
            throw BadAnswer.untrue("a malformed event: not JSON");
        }
    }

    private void event(JsonParser json) {
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "type" -> type = text(json, value);
                case "index" -> index = json.getValueAsInt();
                case "delta", "content_block", "message" -> inner(json, value);
                case "usage" -> usage(json, value);
                default -> json.skipChildren();
            }
        }
    }

    /** Reads a content block that stands in a larger text, of which the start has been read. */
    void readBlock(JsonParser json, byte[] within) {
        clear();
        payload = within;
        inner(json, JsonToken.START_OBJECT);
    }

    private void inner(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "type" -> kind = text(json, value);
                case "text" -> {
                    text = text(json, value);
                    textAt = value == JsonToken.VALUE_STRING ? Hole.at(json) : null;
                }
                case "partial_json" -> partialJson = text(json, value);
                case "thinking" -> thinking = text(json, value);
                case "signature" -> signature = text(json, value);
                case "data" -> data = text(json, value);
                case "id" -> id = text(json, value);
                case "name" -> name = text(json, value);
                case "model" -> model = text(json, value);
                case "input" -> input = object(json, value);
                case "stop_reason" -> stopReason = text(json, value);
                case "stop_sequence" -> stopSequence = value == JsonToken.VALUE_STRING ? text(json, value) : null;
                case "usage" -> usage(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private void usage(JsonParser json, JsonToken value) {
        hasUsage |= value == JsonToken.START_OBJECT;
        usage.read(json, value);
    }

    /** The JSON text of an object with fields; empty for one without. */
    private String object(JsonParser json, JsonToken value) {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        int to = (int) json.currentLocation().getByteOffset();
        String text = new String(payload, from, to - from, StandardCharsets.UTF_8);
        return value != JsonToken.START_OBJECT
                        || text.substring(1, text.length() - 1).isBlank()
                ? ""
                : text;
    }

    private void clear() {
        type = "";
        index = 0;
        kind = "";
        text = "";
        thinking = "";
        signature = "";
        partialJson = "";
        data = "";
        id = "";
        name = "";
        model = "";
        stopReason = "";
        stopSequence = null;
        input = "";
        hasUsage = false;
        onOneLine = false;
        textAt = null;
    }
}
