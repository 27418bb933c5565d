package dev.baton.prompt;

import tools.jackson.databind.JsonNode;

/** What the text of an answer must be. */
public sealed interface OutputFormat {

    /** Anything. */
    record Text() implements OutputFormat {}

    /** A JSON object. */
    record Json() implements OutputFormat {}

    /**
     * JSON that follows a schema.
     *
     * @param name of the schema, empty without one
     */
    record Schema(String name, JsonNode schema, boolean strict) implements OutputFormat {}
}
