package dev.baton.dialect.gemini;

import dev.baton.answer.Part;
import dev.baton.answer.Part.Block.Kind;
import dev.baton.dialect.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The parts of one candidate's content, read in one pass. Which candidate it is may stand behind them, so what they say waits for
 * its number. Proofs of thoughts are left in the payload: nobody but Google can use one. Used for one candidate after the other.
 */
final class PartFields {

    private final byte[] payload;
    private final List<IntFunction<Part>> said;
    private final IntUnaryOperator callsBefore;
    private int calls;

    private String text = "";
    private boolean thought;

    /**
     * Makes a reader.
     *
     * @param said takes what the parts say
     * @param callsBefore how many functions a candidate has called so far, by its number
     */
    PartFields(byte[] payload, List<IntFunction<Part>> said, IntUnaryOperator callsBefore) {
        this.payload = payload;
        this.said = said;
        this.callsBefore = callsBefore;
    }

    /** Reads a part, of which the start has been read. */
    void read(JsonParser json) {
        text = "";
        thought = false;
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "text" -> text = Json.text(json, value);
                case "thought" -> thought = value == JsonToken.VALUE_TRUE;
                case "functionCall" -> call(json, value);
                case "thoughtSignature", "partMetadata", "videoMetadata", "mediaResolution" -> json.skipChildren();
                // A picture, code that was run, or something newer than this code.
                default -> {
                    json.skipChildren();
                    said.add(choice -> new Part.Block(choice, Kind.OTHER));
                }
            }
        }
        addText();
    }

    private void addText() {
        String piece = text;
        if (!piece.isEmpty()) {
            said.add(thought ? choice -> new Part.Reasoning(choice, piece) : choice -> new Part.Text(choice, piece));
        }
    }

    /** A call comes whole. Where it was asked for in pieces, those after the first have no name. */
    private void call(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String id = "";
        String name = "";
        String arguments = "{}";
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "id" -> id = Json.text(json, value);
                case "name" -> name = Json.text(json, value);
                case "args" -> arguments = object(json, value);
                default -> json.skipChildren();
            }
        }
        add(id, name, arguments);
    }

    private void add(String id, String name, String arguments) {
        boolean begins = !name.isEmpty();
        calls += begins ? 1 : 0;
        int last = calls - 1;
        said.add(choice -> new Part.ToolCall(
                choice,
                Math.max(0, callsBefore.applyAsInt(choice) + last),
                id.isEmpty() ? null : id,
                begins ? name : null,
                begins ? arguments : ""));
    }

    /** How many calls have begun here. */
    int calls() {
        return calls;
    }

    /** The JSON text of an object. */
    private String object(JsonParser json, JsonToken value) {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        int to = (int) json.currentLocation().getByteOffset();
        return value == JsonToken.START_OBJECT ? new String(payload, from, to - from, StandardCharsets.UTF_8) : "{}";
    }
}
