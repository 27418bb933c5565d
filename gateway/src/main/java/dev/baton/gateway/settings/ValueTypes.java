package dev.baton.gateway.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The types of plain values. */
final class ValueTypes {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");
    private static final int MIN_KEY_LENGTH = 16;

    static final ValueType<Boolean> FLAG = oneOf(Map.of("true", true, "false", false), "true or false");

    /** Stands in logs, headers and metrics, and before the slash of a target. */
    static final ValueType<String> PROVIDER_NAME = matching(
            "[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "a name of letters, digits, '.', '_' and '-', at most 64 characters");

    static final ValueType<String> NAME =
            matching("\\P{Cntrl}{1,200}", "a name of 1 to 200 characters", text -> !text.isBlank());

    /** A provider and a model, split at the first slash. */
    static final ValueType<String> TARGET =
            matching("[!-.0-~]{1,64}/[!-~]{1,200}", "provider/model, such as server-b/gpt-x, without spaces");

    static final ValueType<String> CLIENT_KEY = matching(
            "[!-~]{" + MIN_KEY_LENGTH + ",1000}",
            "at least " + MIN_KEY_LENGTH + " characters, visible ASCII without spaces");

    /** May be empty: the provider then wants no key. */
    static final ValueType<String> PROVIDER_KEY =
            matching("[!-~]{0,5000}", "visible ASCII without spaces or line breaks, or empty for none");

    static final ValueType<String> API_VERSION = matching(
            "v1|\\d{4}-\\d\\d-\\d\\d(-preview)?", "v1, or a date such as 2024-10-21, with or without -preview");

    static final ValueType<String> REGION =
            matching("[a-z]{2,8}(-[a-z]{2,12}){1,3}-\\d{1,2}", "a region of AWS, such as eu-west-1");

    static final ValueType<String> PATH =
            matching("/[!\"$-~]{0,500}", "a path from the root of the server, such as /health or /v1/models");

    static final ValueType<String> TEXT = matching(".{1,1000}", "a text of 1 to 1000 characters");

    private ValueTypes() {}

    static ValueType<Integer> integer(int min, int max) {
        return integer(min, max, "a whole number from " + min + " to " + max);
    }

    static ValueType<Integer> integer(int min, int max, String expected) {
        return new Described<>(expected, text -> {
            int value = INTEGER.matcher(text).matches() ? Integer.parseInt(text) : min - 1;
            if (value < min || value > max) {
                throw new Mismatch(expected);
            }
            return value;
        });
    }

    /** The constants of an enum, written in lower case with dashes. */
    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        Map<String, E> values = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            values.put(label(constant), constant);
        }
        return oneOf(values, values.size() == 1 ? label(type.getEnumConstants()[0]) : "one of " + list(values));
    }

    /** The name of a constant in a configuration. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> ValueType<T> oneOf(Map<String, T> values, String expected) {
        return new Described<>(expected, text -> {
            T value = values.get(text);
            if (value == null) {
                throw new Mismatch(expected + Suggestion.didYouMean(text, values.keySet()));
            }
            return value;
        });
    }

    private static ValueType<String> matching(String regex, String expected) {
        return matching(regex, expected, text -> true);
    }

    private static ValueType<String> matching(String regex, String expected, Predicate<String> also) {
        Pattern pattern = Pattern.compile(regex);
        return new Described<>(expected, text -> {
            if (!pattern.matcher(text).matches() || !also.test(text)) {
                throw new Mismatch(expected);
            }
            return text;
        });
    }

    private static String list(Map<String, ?> values) {
        return String.join(", ", values.keySet());
    }

    private interface Parser<T> {
        T parse(String text) throws Mismatch;
    }

    private record Described<T>(String expected, Parser<T> parser) implements ValueType<T> {
        @Override
        public T parse(String text) throws Mismatch {
            return parser.parse(text);
        }
    }
}
