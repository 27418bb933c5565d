package dev.baton.dialect.anthropic;

import static dev.baton.dialect.json.Json.text;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Json;
import dev.baton.resilience.Observation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads a whole message. */
final class MessageBodyReader {

    private final byte[] body;
    private final MessageUsage usage = new MessageUsage();
    private final EventFields block = new EventFields(usage);
    private final Blocks blocks = new Blocks();
    private final List<Part> parts = new ArrayList<>();
    private String id = "";
    private String model = "";
    private String stopReason = "";
    private @Nullable String stopSequence;
    private boolean hasUsage;

    private MessageBodyReader(byte[] body) {
        this.body = body;
    }

    /**
     * The message in these bytes.
     *
     * @param own whether the client speaks this protocol
     * @throws BadAnswer when they are not one JSON object, or say that something went wrong
     */
    static AnswerEvent read(byte[] body, boolean own) {
        MessageBodyReader reader = new MessageBodyReader(body);
        try (JsonParser json = Json.LENIENT.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw BadAnswer.untrue("a malformed answer: not a JSON object");
            }
            reader.message(json);
            if (json.nextToken() != null) {
                throw BadAnswer.untrue("a malformed answer: more than one JSON value");
            }
        } catch (JacksonException malformed) {
            throw BadAnswer.untrue("a malformed answer: not JSON");
        }
        return reader.event(own);
    }

    private void message(JsonParser json) {
        parts.add(new Part.Role(0));
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "id" -> id = text(json, value);
                case "model" -> model = text(json, value);
                case "content" -> content(json, value);
                case "stop_reason" -> stopReason = text(json, value);
                case "stop_sequence" -> stopSequence = value == JsonToken.VALUE_STRING ? text(json, value) : null;
                case "usage" -> {
                    hasUsage = value == JsonToken.START_OBJECT;
                    usage.read(json, value);
                }
                case "error" -> throw new BadAnswer(new Observation.ErrorEvent(body));
                default -> json.skipChildren();
            }
        }
    }

    private void content(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            block.readBlock(json, body);
            blocks.end(blocks.begin(block, parts), parts);
        }
    }

    private AnswerEvent event(boolean own) {
        if (!stopReason.isEmpty()) {
            parts.add(new Part.Finish(0, StopReasons.read(stopReason), stopSequence));
        }
        if (hasUsage) {
            parts.add(usage.part());
        }
        return new AnswerEvent(new Head(own ? id : "", 0, model), parts, own ? body : null, own);
    }
}
