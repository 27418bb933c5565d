package dev.baton.dialect.json;

import dev.baton.dialect.BadRequest;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A client's request: the bytes it came in, and the top-level fields that are read of it. */
public final class RequestFields {

    private final JsonObjectBytes body;
    private final int length;

    private RequestFields(JsonObjectBytes body, int length) {
        this.body = body;
        this.length = length;
    }

    /**
     * Reads a request.
     *
     * @throws BadRequest when it is not one JSON object
     */
    public static RequestFields read(byte[] bytes) {
        return new RequestFields(object(bytes), bytes.length);
    }

    private static JsonObjectBytes object(byte[] bytes) {
        JsonObjectBytes object;
        try {
            object = JsonObjectBytes.parse(bytes);
        } catch (JacksonException malformed) {
            var where = malformed.getLocation();
            String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
            throw new BadRequest(
                    400,
                    "invalid_json",
                    null,
                    "The body is not valid JSON" + place
                            + " (expected: one JSON object in UTF-8, at most 64 levels deep, no repeated keys).");
        }
        if (object == null) {
            throw new BadRequest(400, "invalid_json", null, "The body is not a single JSON object.");
        }
        return object;
    }

    /** A field; an {@linkplain JsonField#isAbsent absent} one when it is not there. */
    public JsonField field(String name) {
        byte[] value = body.value(name);
        return new JsonField(name, value == null ? Json.TREES.missingNode() : Json.TREES.readTree(value));
    }

    /** The value of a field as it is; a missing node when it is not there. */
    public JsonNode node(String name) {
        return field(name).value();
    }

    /** Whether a field is there, be it null. */
    public boolean has(String name) {
        return body.has(name);
    }

    /** The JSON text of a field; empty when it is not there. */
    public byte[] bytes(String name) {
        byte[] value = body.value(name);
        return value == null ? new byte[0] : value;
    }

    /** The names of all fields. */
    public Iterable<String> names() {
        return body.names();
    }

    /** Whether a field is there and is an array. */
    public boolean isArray(String name) {
        return body.isArray(name);
    }

    /** Whether a field is there and is a text. */
    public boolean isText(String name) {
        return body.isText(name);
    }

    /** How many elements the array of a field has; 0 when it is none. */
    public int size(String name) {
        return body.size(name);
    }

    /** Whether the array of a field ends with a number: in an array of one kind, all are. */
    public boolean endsWithNumber(String name) {
        return body.endsWithNumber(name);
    }

    /** The text of a field of the last element of an array; empty when there is none. */
    public String textInLastElement(String field, String inner) {
        return body.textInLastElement(field, inner);
    }

    /** The array of a field with more elements, as JSON text. */
    public byte[] appended(String field, byte[]... elements) {
        return body.appended(field, elements);
    }

    /** The whole request with other values, JSON texts by field, or {@link JsonObjectBytes#LEFT_OUT}. */
    public byte[] with(Map<String, byte[]> replacements) {
        return body.with(replacements);
    }

    /** In bytes. */
    public int length() {
        return length;
    }
}
