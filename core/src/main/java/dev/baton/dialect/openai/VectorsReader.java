package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Json;
import dev.baton.resilience.Observation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads the answer to a request for embeddings, without keeping a number of it: that each text has its vector, and that none is
 * empty or has a gap. A vector is an array of numbers, or a text with their bytes ({@code encoding_format: base64}).
 */
final class VectorsReader {

    private final byte[] payload;
    private final int expected;
    private final BitSet vectors = new BitSet();
    private final List<Part> parts = new ArrayList<>();
    private String model = "";

    private VectorsReader(byte[] payload, int expected) {
        this.payload = payload;
        this.expected = expected;
    }

    /**
     * The whole answer in these bytes, in which each vector counts as a finished choice.
     *
     * @param expected how many vectors there must be
     * @throws BadAnswer when they are not that
     */
    static AnswerEvent read(byte[] payload, int expected) {
        VectorsReader reader = new VectorsReader(payload, expected);
        try (JsonParser json = Json.LENIENT.createParser(ObjectReadContext.empty(), payload)) {
            reader.object(json);
            if (json.nextToken() != null) {
                throw BadAnswer.untrue("a malformed body: more than one JSON value");
            }
        } catch (JacksonException malformed) {
            throw BadAnswer.untrue("a malformed body: not JSON");
        }
        return reader.event();
    }

    private AnswerEvent event() {
        if (vectors.cardinality() != expected) {
            throw BadAnswer.untrue(vectors.cardinality() + " vectors for " + expected + " texts");
        }
        vectors.stream().forEach(index -> parts.add(new Part.Finish(index, FinishReason.STOP)));
        return new AnswerEvent(new Head("", 0, model), parts, payload, true);
    }

    private void object(JsonParser json) {
        if (Json.begin(json, payload) != JsonToken.START_OBJECT) {
            throw BadAnswer.untrue("a malformed body: not a JSON object");
        }
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "data" -> data(json, value);
                case "model" -> model = json.getValueAsString("");
                case "usage" -> usage(json, value);
                case "error" -> error(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private void error(JsonParser json, JsonToken value) {
        if (value != JsonToken.VALUE_NULL) {
            throw new BadAnswer(new Observation.ErrorEvent(payload));
        }
        json.skipChildren();
    }

    private void usage(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String field;
        while ((field = json.nextName()) != null) {
            json.nextToken();
            if (field.equals("prompt_tokens")) {
                parts.add(new Part.Usage(json.getValueAsLong(), 0, false, null));
            } else {
                json.skipChildren();
            }
        }
    }

    /** Of a field that comes twice the last one is what clients read. */
    private void data(JsonParser json, JsonToken value) {
        vectors.clear();
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        for (int position = 0; json.nextToken() == JsonToken.START_OBJECT; position++) {
            entry(json, position);
        }
    }

    private void entry(JsonParser json, int position) {
        int index = position;
        boolean whole = false;
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "index" -> index = json.getValueAsInt(-1);
                case "embedding" -> whole = isWhole(json, value);
                default -> json.skipChildren();
            }
        }
        if (!whole || index < 0 || index >= expected) {
            throw BadAnswer.untrue("a vector that is empty, has a gap, or belongs to no text");
        }
        vectors.set(index);
    }

    private static boolean isWhole(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            return value == JsonToken.VALUE_STRING && !json.getString().isBlank();
        }
        boolean whole = false;
        JsonToken element;
        while ((element = json.nextToken()) != JsonToken.END_ARRAY) {
            if (!element.isNumeric()) {
                throw BadAnswer.untrue("a vector of something else than numbers");
            }
            whole = true;
        }
        return whole;
    }
}
