package dev.baton.dialect.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jackson as the protocols are read and written. Its working memory is kept for each thread: event loops are few, and the pool that
 * is shared by all threads costs more than a small event does.
 */
public final class Json {

    /** For what providers send. */
    public static final JsonFactory LENIENT = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    /** For what clients send: two readers of a body with a repeated key could each see another value. */
    public static final JsonFactory STRICT = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public static final JsonMapper TREES = JsonMapper.builder(LENIENT).build();

    private Json() {}

    /** The text of the value that a parser stands at; empty where it is none, and then all of it is skipped. */
    public static String text(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        json.skipChildren();
        return "";
    }

    /** The whole number that a parser stands at, or this one where it is none, and then all of it is skipped. */
    public static long number(JsonParser json, JsonToken value, long otherwise) {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            return json.getValueAsLong();
        }
        json.skipChildren();
        return otherwise;
    }

    /**
     * Begins to read a text that must be in UTF-8. Jackson reads UTF-16 and UTF-32 as well, where places in bytes are unknown
     * and which nobody behind us expects.
     *
     * @param text what the parser reads
     * @throws tools.jackson.core.JacksonException when it is in anything else
     * @return the first token, null when there is none
     */
    public static @Nullable JsonToken begin(JsonParser json, byte[] text) {
        JsonToken first = json.nextToken();
        boolean placesAreUnknown = first != null && json.currentTokenLocation().getByteOffset() < 0;
        if (placesAreUnknown || !Utf8.isValid(text)) {
            throw new StreamReadException(json, "not UTF-8");
        }
        return first;
    }
}
