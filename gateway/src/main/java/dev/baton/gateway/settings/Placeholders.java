package dev.baton.gateway.settings;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables in the place of {@code ${NAME}} and {@code ${NAME:default}}. What a variable contains is
 * taken as it is, placeholders in it included.
 */
final class Placeholders {
    static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?<name>[A-Za-z0-9_.-]+)(:(?<default>[^{}\\n]*))?}");

    private final UnaryOperator<@Nullable String> variables;

    /** @param variables the value of a variable by its name, null for one that is not set */
    Placeholders(UnaryOperator<@Nullable String> variables) {
        this.variables = variables;
    }

    /** The text with every variable in its place. */
    String resolve(String text) throws Mismatch {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        int end = 0;
        while (placeholder.find()) {
            resolved.append(literal(text.substring(end, placeholder.start()))).append(valueOf(placeholder));
            end = placeholder.end();
        }
        return resolved.append(literal(text.substring(end))).toString();
    }

    private String valueOf(Matcher placeholder) throws Mismatch {
        String name = placeholder.group("name");
        String value = variables.apply(name);
        if (value != null) {
            return value;
        }
        String fallback = placeholder.group("default");
        if (fallback != null) {
            return fallback;
        }
        throw new Mismatch(
                placeholder.group(),
                "the environment variable " + name + " to be set, or a default as in ${" + name + ":default}");
    }

    private static String literal(String text) throws Mismatch {
        if (text.contains("${")) {
            throw new Mismatch("an incomplete ${…}", "${NAME} or ${NAME:default}, with a } at its end and none within");
        }
        return text;
    }
}
