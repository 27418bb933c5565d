package dev.baton.dialect.gemini;

import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import java.util.List;
import java.util.Locale;

/**
 * Fields as Google's servers take them (the JSON form of protocol buffers): {@code maxOutputTokens} or {@code max_output_tokens},
 * and one element in place of a list of one.
 */
final class Spelling {

    private Spelling() {}

    /** A field of an object by its name in {@code camelCase}. */
    static JsonField at(JsonField object, String name) {
        JsonField usual = object.at(name);
        return usual.value().isMissingNode() ? object.at(snake(name)) : usual;
    }

    /** A top-level field by its name in {@code camelCase}. */
    static JsonField in(RequestFields body, String name) {
        return body.field(used(body, name));
    }

    /** How a request spells a top-level field. */
    static String used(RequestFields body, String name) {
        return !body.has(name) && body.has(snake(name)) ? snake(name) : name;
    }

    /** The elements of a list. */
    static List<JsonField> items(JsonField list) {
        return list.isObject() ? List.of(list) : list.items();
    }

    static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** A name in {@code camelCase}, however it is spelt. */
    static String camel(String name) {
        StringBuilder camel = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            boolean isBreak = name.charAt(i) == '_' && i + 1 < name.length();
            camel.append(isBreak ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
        }
        return camel.toString();
    }
}
