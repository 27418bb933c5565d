package dev.baton.format;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Whether a JSON value is what a schema describes. */
@FunctionalInterface
interface SchemaCheck {

    SchemaCheck NONE = value -> Optional.empty();

    /** What is wrong, in words that say nothing of the value; empty where nothing is. */
    Optional<String> faultOf(JsonNode value);
}
