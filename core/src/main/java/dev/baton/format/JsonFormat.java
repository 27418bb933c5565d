package dev.baton.format;

import dev.baton.answer.AnswerFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object, or any one value where that is allowed, and nothing beside it. A repeated key is a fault: it is what a wrong join looks like. */
public final class JsonFormat implements AnswerFormat {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final SchemaCheck schema;
    private final boolean objectsOnly;

    private JsonFormat(SchemaCheck schema, boolean objectsOnly) {
        this.schema = schema;
        this.objectsOnly = objectsOnly;
    }

    /** Any object. */
    public static AnswerFormat anyObject() {
        return new JsonFormat(SchemaCheck.NONE, true);
    }

    /**
     * The objects that a schema describes.
     *
     * @param schema as JSON; not looked at before an answer is. What cannot be used as a schema is a fault of every answer.
     */
    public static AnswerFormat of(byte[] schema) {
        return new JsonFormat(new NetworkntCheck(schema), true);
    }

    /** Any value: an object, a list, a number … */
    public static AnswerFormat anyValue() {
        return new JsonFormat(SchemaCheck.NONE, false);
    }

    /** The values that a schema describes; the schema is used as by {@link #of}. */
    public static AnswerFormat valueOf(byte[] schema) {
        return new JsonFormat(new NetworkntCheck(schema), false);
    }

    @Override
    public Optional<String> faultOf(String text) {
        try {
            JsonNode whole = JSON.readTree(text);
            return whole.isObject() || !objectsOnly
                    ? schema.faultOf(whole)
                    : Optional.of("the whole answer is not a JSON object");
        } catch (JacksonException malformed) {
            return Optional.of("the whole answer is not valid JSON");
        }
    }
}
