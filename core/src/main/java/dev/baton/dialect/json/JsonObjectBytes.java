package dev.baton.dialect.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * A JSON object as the bytes it came in, with the places of its top-level values. Single values can be replaced without
 * touching the rest: numbers, order and fields that nobody here knows stay as their sender wrote them, and a prompt of
 * megabytes is never turned into a tree.
 */
public final class JsonObjectBytes {

    /** Where a value stands: from its first byte to behind its last. */
    private record Range(int from, int to) {}

    /** What an array holds that is not empty. */
    private record Elements(int count, Range last) {}

    private final byte[] bytes;
    private final Map<String, Range> values;
    private final Map<String, Elements> arrays;
    private final int end;

    private JsonObjectBytes(byte[] bytes, Map<String, Range> values, Map<String, Elements> arrays, int end) {
        this.bytes = bytes;
        this.values = values;
        this.arrays = arrays;
        this.end = end;
    }

    /**
     * Reads the whole text once, so that it is known to be JSON.
     *
     * @throws tools.jackson.core.JacksonException when it is not JSON in UTF-8, is nested more than 64 deep or repeats a key
     * @return null when it is JSON but no object
     */
    public static @Nullable JsonObjectBytes parse(byte[] bytes) {
        try (JsonParser json = Json.STRICT.createParser(ObjectReadContext.empty(), bytes)) {
            if (Json.begin(json, bytes) != JsonToken.START_OBJECT) {
                json.skipChildren();
                return null;
            }
            Map<String, Range> values = new LinkedHashMap<>();
            Map<String, Elements> arrays = new LinkedHashMap<>();
            String field;
            while ((field = json.nextName()) != null) {
                JsonToken value = json.nextToken();
                int from = (int) json.currentTokenLocation().getByteOffset();
                if (value == JsonToken.START_ARRAY) {
                    skipArray(json, field, arrays);
                }
                values.put(field, new Range(from, skip(json)));
            }
            int end = (int) json.currentTokenLocation().getByteOffset();
            return json.nextToken() == null ? new JsonObjectBytes(bytes, values, arrays, end) : null;
        }
    }

    private static void skipArray(JsonParser json, String field, Map<String, Elements> arrays) {
        int count = 0;
        Range last = null;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            int from = (int) json.currentTokenLocation().getByteOffset();
            last = new Range(from, skip(json));
            count++;
        }
        if (last != null) {
            arrays.put(field, new Elements(count, last));
        }
    }

    /** Skips the value under way; returns where it ends. */
    private static int skip(JsonParser json) {
        json.skipChildren();
        // A string is read lazily: only finishing it moves the location behind it.
        json.finishToken();
        return (int) json.currentLocation().getByteOffset();
    }

    /** The bytes of a value, which are JSON themselves; null when the field is not there. */
    public byte @Nullable [] value(String field) {
        return slice(values.get(field));
    }

    /** The names of all top-level fields, in order. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Whether a field is there, whatever its value. */
    public boolean has(String field) {
        return values.containsKey(field);
    }

    /** Whether a field is there and is an array. */
    public boolean isArray(String field) {
        Range range = values.get(field);
        return range != null && bytes[range.from] == '[';
    }

    /** Whether a field is there and is a text. */
    public boolean isText(String field) {
        Range range = values.get(field);
        return range != null && bytes[range.from] == '"';
    }

    /** How many elements the array of a field has; 0 when it is none. */
    public int size(String field) {
        Elements held = arrays.get(field);
        return held == null ? 0 : held.count;
    }

    /** Whether the array of a field ends with a number: in an array of one kind, all are. */
    public boolean endsWithNumber(String field) {
        Elements held = arrays.get(field);
        return held != null && (bytes[held.last.from] == '-' || Character.isDigit(bytes[held.last.from]));
    }

    /** The array of a field with more elements, as JSON text. */
    public byte[] appended(String field, byte[]... elements) {
        Range array = Objects.requireNonNull(values.get(field), field);
        ByteArrayOutputStream out = new ByteArrayOutputStream(array.to - array.from + 256);
        out.write(bytes, array.from, array.to - array.from - 1);
        boolean empty = !arrays.containsKey(field);
        for (byte[] element : elements) {
            if (!empty) {
                out.write(',');
            }
            out.writeBytes(element);
            empty = false;
        }
        out.write(']');
        return out.toByteArray();
    }

    /** The text of a field of the last element of an array; empty when there is none. */
    public String textInLastElement(String field, String inner) {
        Elements held = arrays.get(field);
        if (held == null) {
            return "";
        }
        Range range = held.last;
        String text = "";
        try (JsonParser json =
                Json.STRICT.createParser(ObjectReadContext.empty(), bytes, range.from, range.to - range.from)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                String name;
                while ((name = json.nextName()) != null) {
                    JsonToken value = json.nextToken();
                    if (name.equals(inner) && value == JsonToken.VALUE_STRING) {
                        text = json.getString();
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }
        return text;
    }

    private byte @Nullable [] slice(@Nullable Range range) {
        return range == null ? null : Arrays.copyOfRange(bytes, range.from, range.to);
    }

    /**
     * The object with other values.
     *
     * @param replacements JSON texts by top-level field; a field that is not there yet is added at the end
     */
    public byte[] with(Map<String, byte[]> replacements) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 256);
        int copied = 0;
        for (Map.Entry<String, Range> value : values.entrySet()) {
            byte[] replacement = replacements.get(value.getKey());
            if (replacement != null) {
                Range range = value.getValue();
                out.write(bytes, copied, range.from - copied);
                out.writeBytes(replacement);
                copied = range.to;
            }
        }
        out.write(bytes, copied, end - copied);
        String separator = values.isEmpty() ? "\"" : ",\"";
        for (Map.Entry<String, byte[]> added : replacements.entrySet()) {
            if (!values.containsKey(added.getKey())) {
                out.writeBytes((separator + added.getKey() + "\":").getBytes(StandardCharsets.UTF_8));
                out.writeBytes(added.getValue());
                separator = ",\"";
            }
        }
        out.write(bytes, end, bytes.length - end);
        return out.toByteArray();
    }
}
