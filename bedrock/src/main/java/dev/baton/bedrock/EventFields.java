package dev.baton.bedrock;

import static dev.baton.dialect.json.Json.text;

import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The fields of one event, read in one pass; none of two events has two of a name. Used for one event after the other. */
final class EventFields {

    int index;
    /** What a block or a piece of it is: the name of its only field. */
    String kind = "";

    String text = "";
    String signature = "";
    String redacted = "";
    String input = "";
    String id = "";
    String name = "";
    /** Empty for a tool of the client's. */
    String toolType = "";

    String stopReason = "";
    boolean hasUsage;

    private final ConverseUsage usage;

    EventFields(ConverseUsage usage) {
        this.usage = usage;
    }

    /** Reads an event; {@link BadAnswer} when it is not one JSON object. */
    void read(byte[] payload) {
        clear();
        try (JsonParser json = Json.LENIENT.createParser(ObjectReadContext.empty(), payload)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw BadAnswer.untrue("a malformed event: not a JSON object");
            }
            event(json);
            if (json.nextToken() != null) {
                throw BadAnswer.untrue("a malformed event: more than one JSON value");
            }
        } catch (JacksonException malformed) {
            throw BadAnswer.untrue("a malformed event: not JSON");
        }
    }

    private void event(JsonParser json) {
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "contentBlockIndex" -> index = json.getValueAsInt();
                case "start", "delta" -> block(json, value);
                case "stopReason" -> stopReason = text(json, value);
                case "usage" -> {
                    hasUsage = value == JsonToken.START_OBJECT;
                    usage.read(json, value);
                }
                default -> json.skipChildren();
            }
        }
    }

    private void block(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String field;
        while ((field = json.nextName()) != null) {
            kind = field;
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT) {
                piece(json);
            } else {
                text = text(json, value);
            }
        }
    }

    private void piece(JsonParser json) {
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "text" -> text = text(json, value);
                case "signature" -> signature = text(json, value);
                case "redactedContent" -> redacted = text(json, value);
                case "input" -> input = text(json, value);
                case "toolUseId" -> id = text(json, value);
                case "name" -> name = text(json, value);
                case "type" -> toolType = text(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private void clear() {
        index = 0;
        kind = "";
        text = "";
        signature = "";
        redacted = "";
        input = "";
        id = "";
        name = "";
        toolType = "";
        stopReason = "";
        hasUsage = false;
    }
}
