package dev.baton.gateway.settings;

import java.util.regex.Matcher;

/**
 * Lets <code>{ key: ${KEY} }</code> be written without quotes, where the braces of the placeholder would be YAML's own.
 * While YAML reads the text they are two characters without a meaning to anybody, one for one, so that lines and columns
 * stay as they are.
 */
final class PlaceholderBraces {
    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';

    private PlaceholderBraces() {}

    static String hidden(String yaml) {
        return Placeholders.PLACEHOLDER
                .matcher(yaml)
                .replaceAll(found -> Matcher.quoteReplacement(hiddenOne(found.group())));
    }

    private static String hiddenOne(String placeholder) {
        return "$" + OPEN + placeholder.substring(2, placeholder.length() - 1) + CLOSE;
    }

    static String restored(String text) {
        return text.replace(OPEN, '{').replace(CLOSE, '}');
    }
}
