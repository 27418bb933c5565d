package dev.baton.dialect.gemini;

import dev.baton.dialect.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas as this protocol's own {@code Schema} writes them, a piece of OpenAPI 3.0, read as the JSON schemas that everybody else
 * takes: types in lower case, null as a type, whole numbers as numbers.
 */
final class OpenApiSchema {

    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");

    /** Which of them say something to Gemini alone. */
    private static final Set<String> LEFT_OUT = Set.of("nullable", "propertyOrdering", "example");

    private OpenApiSchema() {}

    static JsonNode toJsonSchema(JsonNode schema) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode json = Json.TREES.createObjectNode();
        for (Map.Entry<String, JsonNode> field : schema.properties()) {
            String name = Spelling.camel(field.getKey());
            if (!LEFT_OUT.contains(name)) {
                json.set(name, value(name, field.getValue()));
            }
        }
        if (schema.path("nullable").asBoolean(false) && json.path("type").isString()) {
            json.set("type", Json.TREES.createArrayNode().add(json.get("type")).add("null"));
        }
        return json;
    }

    private static JsonNode value(String name, JsonNode value) {
        return switch (name) {
            case "type" -> value.isString() ? type(value.asString()) : value;
            case "items", "additionalProperties" -> toJsonSchema(value);
            case "anyOf", "prefixItems" -> each(value);
            case "properties", "$defs", "defs" -> byName(value);
            default -> COUNTS.contains(name) ? number(value) : value;
        };
    }

    private static JsonNode type(String name) {
        return Json.TREES.getNodeFactory().stringNode(name.toLowerCase(Locale.ROOT));
    }

    private static JsonNode each(JsonNode schemas) {
        ArrayNode json = Json.TREES.createArrayNode();
        schemas.forEach(schema -> json.add(toJsonSchema(schema)));
        return json;
    }

    private static JsonNode byName(JsonNode schemas) {
        ObjectNode json = Json.TREES.createObjectNode();
        schemas.properties().forEach(entry -> json.set(entry.getKey(), toJsonSchema(entry.getValue())));
        return json;
    }

    /** Whole numbers of 64 bits are texts in the JSON form of protocol buffers. */
    private static JsonNode number(JsonNode value) {
        return value.isString() && value.asString().matches("\\d{1,18}")
                ? Json.TREES.getNodeFactory().numberNode(Long.parseLong(value.asString()))
                : value;
    }
}
