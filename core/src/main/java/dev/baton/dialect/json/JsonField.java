package dev.baton.dialect.json;

import dev.baton.dialect.BadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value in a client's request that knows where it stands, so that a wrong one can be named.
 *
 * @param path such as {@code messages[2].content}
 */
public record JsonField(String path, JsonNode value) {

    /** That is told, in characters. */
    private static final int LONGEST_NUMBER = 40;

    /** Whether it is missing or null, which mean the same in every dialect. */
    public boolean isAbsent() {
        return value.isMissingNode() || value.isNull();
    }

    public boolean isText() {
        return value.isString();
    }

    public boolean isArray() {
        return value.isArray();
    }

    public boolean isObject() {
        return value.isObject();
    }

    /** A field of this object. */
    public JsonField at(String name) {
        return new JsonField(path + "." + name, value.path(name));
    }

    /** The elements of this array; none when it is absent. */
    public List<JsonField> items() {
        if (isAbsent()) {
            return List.of();
        }
        require(value.isArray(), "an array");
        List<JsonField> items = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            items.add(new JsonField(path + "[" + i + "]", value.get(i)));
        }
        return items;
    }

    /** Names and values of the fields of this object that are not absent; none when it is absent itself. */
    public void eachField(BiConsumer<String, JsonField> user) {
        if (isAbsent()) {
            return;
        }
        object();
        value.properties().forEach(entry -> {
            JsonField field = new JsonField(path + "." + entry.getKey(), entry.getValue());
            if (!field.isAbsent()) {
                user.accept(entry.getKey(), field);
            }
        });
    }

    /** This, which must be an object. */
    public JsonField object() {
        require(value.isObject(), "an object");
        return this;
    }

    /** This text, which must be there. */
    public String text() {
        require(value.isString(), "a text");
        return value.asString();
    }

    /** This text, which must not be blank. */
    public String name(String expected) {
        require(value.isString() && !value.asString().isBlank(), expected);
        return value.asString();
    }

    /** This text, or another one when it is absent. */
    public String textOr(String fallback) {
        return isAbsent() ? fallback : text();
    }

    /** This text; null when it is absent. */
    public @Nullable String textOrNull() {
        return isAbsent() ? null : text();
    }

    /** This flag; false when it is absent. */
    public boolean flag() {
        Boolean flag = flagOrNull();
        return flag != null && flag;
    }

    /** This flag; null when it is absent. */
    public @Nullable Boolean flagOrNull() {
        if (isAbsent()) {
            return null;
        }
        require(value.isBoolean(), "true or false");
        return value.asBoolean();
    }

    /** This number; null when it is absent. */
    public @Nullable Double number() {
        if (isAbsent()) {
            return null;
        }
        requireNumber(value.isNumber(), "a number");
        return value.asDouble();
    }

    /** This whole number; null when it is absent. */
    public @Nullable Long integer() {
        if (isAbsent()) {
            return null;
        }
        requireNumber(value.isIntegralNumber() && value.canConvertToLong(), "a whole number");
        return value.asLong();
    }

    /** This whole number; the fallback when it is absent. */
    public int integer(int min, int max, int fallback) {
        if (isAbsent()) {
            return fallback;
        }
        requireNumber(
                value.isInt() && value.asInt() >= min && value.asInt() <= max,
                "a whole number from " + min + " to " + max);
        return value.asInt();
    }

    private void require(boolean right, String expected) {
        if (!right) {
            throw invalid(expected);
        }
    }

    private void requireNumber(boolean right, String expected) {
        if (!right) {
            throw invalidNumber(expected);
        }
    }

    /** The refusal of a request because of this value. */
    public BadRequest invalid(String expected) {
        String what = value.isMissingNode()
                ? "is missing"
                : "is " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        return refused(what, expected);
    }

    /** As {@link #invalid}, where a number is expected, and may be the wrong one. */
    public BadRequest invalidNumber(String expected) {
        String found = value.asString("");
        return value.isNumber()
                ? refused("is " + found.substring(0, Math.min(found.length(), LONGEST_NUMBER)), expected)
                : invalid(expected);
    }

    /** The refusal of a request because this is a word that its dialect does not have. */
    public BadRequest unknown(String expected) {
        return refused("is not known", expected);
    }

    private BadRequest refused(String what, String expected) {
        return new BadRequest(400, "invalid_value", path, "'" + path + "' " + what + " (expected: " + expected + ").");
    }
}
