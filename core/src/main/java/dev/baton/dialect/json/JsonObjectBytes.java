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

    /** In place of a value: the field is left out. */
    public static final byte[] LEFT_OUT = {};

    /** Where a field stands: its name from its first byte on, its value from its first byte to behind its last. */
    private record Field(int name, int from, int to) {}

    /** What an array holds that is not empty, and where the last of it stands. */
    private record Elements(int count, int from, int to) {}

    private final byte[] bytes;
    private final Map<String, Field> fields;
    private final Map<String, Elements> arrays;
    private final int end;

    private JsonObjectBytes(byte[] bytes, Map<String, Field> fields, Map<String, Elements> arrays, int end) {
        this.bytes = bytes;
        this.fields = fields;
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
            Map<String, Field> fields = new LinkedHashMap<>();
            Map<String, Elements> arrays = new LinkedHashMap<>();
            String name;
            while ((name = json.nextName()) != null) {
                int field = offset(json);
                JsonToken value = json.nextToken();
                int from = offset(json);
                if (value == JsonToken.START_ARRAY) {
                    skipArray(json, name, arrays);
                }
                fields.put(name, new Field(field, from, skip(json)));
            }
            int end = offset(json);
            return json.nextToken() == null ? new JsonObjectBytes(bytes, fields, arrays, end) : null;
        }
    }

    private static void skipArray(JsonParser json, String field, Map<String, Elements> arrays) {
        int count = 0;
        int from = 0;
        int to = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            from = offset(json);
            to = skip(json);
            count++;
        }
        if (count > 0) {
            arrays.put(field, new Elements(count, from, to));
        }
    }

    /** Where the token under way begins. */
    private static int offset(JsonParser json) {
        return (int) json.currentTokenLocation().getByteOffset();
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
        Field held = fields.get(field);
        return held == null ? null : Arrays.copyOfRange(bytes, held.from, held.to);
    }

    /** The names of all top-level fields, in order. */
    public Set<String> names() {
        return fields.keySet();
    }

    /** Whether a field is there, whatever its value. */
    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Whether a field is there and is an array. */
    public boolean isArray(String field) {
        Field held = fields.get(field);
        return held != null && bytes[held.from] == '[';
    }

    /** Whether a field is there and is a text. */
    public boolean isText(String field) {
        Field held = fields.get(field);
        return held != null && bytes[held.from] == '"';
    }

    /** How many elements the array of a field has; 0 when it is none. */
    public int size(String field) {
        Elements held = arrays.get(field);
        return held == null ? 0 : held.count;
    }

    /** Whether the array of a field ends with a number: in an array of one kind, all are. */
    public boolean endsWithNumber(String field) {
        Elements held = arrays.get(field);
        return held != null && (bytes[held.from] == '-' || Character.isDigit(bytes[held.from]));
    }

    /** The array of a field with more elements, as JSON text. */
    public byte[] appended(String field, byte[]... elements) {
        Field array = Objects.requireNonNull(fields.get(field), field);
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
        String text = "";
        try (JsonParser json =
                Json.STRICT.createParser(ObjectReadContext.empty(), bytes, held.from, held.to - held.from)) {
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

    /**
     * The object with other values.
     *
     * @param replacements JSON texts by top-level field, or {@link #LEFT_OUT}; a field that is not there yet is added at the end
     */
    public byte[] with(Map<String, byte[]> replacements) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 256);
        boolean empty = writeOwn(out, replacements);
        for (Map.Entry<String, byte[]> added : replacements.entrySet()) {
            if (added.getValue().length > 0 && !fields.containsKey(added.getKey())) {
                out.writeBytes(((empty ? "\"" : ",\"") + added.getKey() + "\":").getBytes(StandardCharsets.UTF_8));
                out.writeBytes(added.getValue());
                empty = false;
            }
        }
        out.write(bytes, end, bytes.length - end);
        return out.toByteArray();
    }

    /** All up to the end of the object: the fields that stay, with what stands around them. Returns whether none does. */
    private boolean writeOwn(ByteArrayOutputStream out, Map<String, byte[]> replacements) {
        int copied = fields.isEmpty() ? end : fields.values().iterator().next().name;
        out.write(bytes, 0, copied);
        boolean empty = true;
        for (Map.Entry<String, Field> entry : fields.entrySet()) {
            Field field = entry.getValue();
            byte[] replacement = replacements.get(entry.getKey());
            if (replacement == null || replacement.length > 0) {
                int from = empty ? field.name : copied;
                out.write(bytes, from, (replacement == null ? field.to : field.from) - from);
                out.writeBytes(replacement == null ? LEFT_OUT : replacement);
                empty = false;
            }
            copied = field.to;
        }
        out.write(bytes, copied, end - copied);
        return empty;
    }
}
