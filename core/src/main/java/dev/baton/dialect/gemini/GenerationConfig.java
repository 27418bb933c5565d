package dev.baton.dialect.gemini;

import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code generationConfig}: where a request says how the answer is to be made. */
record GenerationConfig(JsonField field) {

    /** Up to here every whole number is a double. */
    private static final double MOST_EXACT = 1L << 53;

    static final String NAME = "generationConfig";

    /** That of a request; an empty one where it has none. */
    static GenerationConfig of(RequestFields body) {
        JsonField field = Spelling.in(body, NAME);
        return new GenerationConfig(
                field.isAbsent() ? new JsonField(NAME, Json.TREES.createObjectNode()) : field.object());
    }

    JsonField at(String name) {
        return Spelling.at(field, name);
    }

    List<String> stops() {
        return at("stopSequences").items().stream().map(JsonField::text).toList();
    }

    /** A number that is whole, however it is written: SDKs have {@code topK} as 40.0. */
    @Nullable
    Long whole(String name) {
        JsonField number = at(name);
        Double value = number.number();
        if (value == null) {
            return null;
        }
        if (value != Math.rint(value) || Math.abs(value) > MOST_EXACT) {
            throw number.invalidNumber("a whole number");
        }
        return value.longValue();
    }

    /** Thoughts are shown to those alone who say so. */
    boolean showsThoughts() {
        return Spelling.at(at("thinkingConfig"), "includeThoughts").value().asBoolean(false);
    }

    /** What the text has to be, plain where nothing is said. */
    String mediaType() {
        return at("responseMimeType").textOr("text/plain");
    }

    /** The JSON schema that the text has to follow, in whichever of the two forms it came; a missing node without one. */
    JsonNode schema() {
        JsonField json = at("responseJsonSchema");
        JsonNode own = at("responseSchema").value();
        return json.isAbsent()
                ? own.isObject() ? OpenApiSchema.toJsonSchema(own) : Json.TREES.missingNode()
                : json.value();
    }

    /** Whether anything else than text is wanted. */
    boolean wantsOtherMedia() {
        return at("responseModalities")
                .value()
                .valueStream()
                .anyMatch(kind -> !kind.asString("").toUpperCase(Locale.ROOT).equals("TEXT"));
    }
}
