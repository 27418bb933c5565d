package dev.baton.gateway.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of a configuration: it knows its path, and what is wrong with it goes into the list of problems
 * that all places share. After a problem a reader goes on with a stand-in, so that the next problem is found as well;
 * stand-ins never leave the reader, because a configuration with problems is never handed out.
 */
final class ConfigNode {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int LONGEST_SHOWN = 100;

    // "key:abc" and "key=abc" are keys without a value to YAML, and what is glued to them may be a secret.
    private static final Pattern GLUED = Pattern.compile("(?<key>[a-z-]+)[:=].*");
    // Secrets are longer, and one that stands where a key is expected is not shown.
    private static final int LONGEST_KEY = 15;

    private final String path;
    private final @Nullable Object value;
    private final Reporting reporting;
    private final Context context;

    /** How the problems of a place are told. */
    private enum Reporting {
        FULLY,
        /** Without the value, which is a secret. */
        REDACTED,
        /** Not at all: the place above is wrong already. */
        NEVER
    }

    /** What all places of a tree share. */
    record Context(Placeholders placeholders, List<Problem> problems) {}

    private ConfigNode(String path, @Nullable Object value, Reporting reporting, Context context) {
        this.path = path;
        this.value = value;
        this.reporting = reporting;
        this.context = context;
    }

    static ConfigNode root(@Nullable Object tree, Context context) {
        return new ConfigNode("baton", tree, Reporting.FULLY, context);
    }

    String path() {
        return path;
    }

    /** Nothing is written here, or nothing but the key. */
    boolean isMissing() {
        return value == null;
    }

    /** Nothing is written here, or nothing but a pair of brackets. */
    boolean isEmpty() {
        return switch (value) {
            case null -> true;
            case Map<?, ?> mapping -> mapping.isEmpty();
            case List<?> list -> list.isEmpty();
            // What Spring makes of an empty mapping or list.
            default -> value.equals("");
        };
    }

    boolean isMapping() {
        return value instanceof Map && !isList();
    }

    boolean isList() {
        return value instanceof List || (value instanceof Map<?, ?> mapping && isIndexed(mapping));
    }

    /** The same place, of which no problem shows the value. */
    ConfigNode secret() {
        return reporting == Reporting.FULLY ? new ConfigNode(path, value, Reporting.REDACTED, context) : this;
    }

    /** The place under a key; missing when nothing is there. */
    ConfigNode get(String key) {
        Object child = value instanceof Map<?, ?> mapping ? mapping.get(key) : null;
        boolean legible = reporting != Reporting.NEVER && (isEmpty() || isMapping());
        return new ConfigNode(path + segment(key), child, legible ? Reporting.FULLY : Reporting.NEVER, context);
    }

    /** This place as a section: anything but a mapping, and every key that the section does not know, is a problem. */
    ConfigNode as(Section section) {
        for (String key : entries("a mapping with " + oneOf(section.keys())).keySet()) {
            if (!section.keys().contains(key)) {
                unknown(key, section.keys());
            }
        }
        return this;
    }

    /** The places below this one by name, in order; anything but a mapping is a problem. */
    Map<String, ConfigNode> entries(String expected) {
        if (!isEmpty() && !isMapping()) {
            problem(kind(), expected);
        }
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> mapping && isMapping()) {
            mapping.keySet().forEach(name -> entries.put(String.valueOf(name), get(String.valueOf(name))));
        }
        return entries;
    }

    /** The items of this list, none when it is missing; anything but a list is a problem. */
    List<ConfigNode> items(String expected) {
        if (!isEmpty() && !isList()) {
            problem(kind(), expected);
        }
        List<ConfigNode> items = new ArrayList<>();
        for (Object item : isList() ? list() : List.of()) {
            items.add(new ConfigNode(path + "[" + items.size() + "]", item, Reporting.FULLY, context));
        }
        return items;
    }

    /** The value here; empty when there is none or a wrong one. */
    <T> Optional<T> find(ValueType<T> type) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map || value instanceof List) {
            problem(type.expected());
            return Optional.empty();
        }
        String written = value.toString();
        try {
            return Optional.of(type.parse(context.placeholders().resolve(written)));
        } catch (Mismatch mismatch) {
            problem(mismatch.foundOr(shown(type.shown(written))), mismatch.expected());
            return Optional.empty();
        }
    }

    /** The value here, or the fallback when there is none or a wrong one. */
    <T> T read(ValueType<T> type, T fallback) {
        return find(type).orElse(fallback);
    }

    /** Like {@link #find}, but a missing value is a problem. */
    <T> Optional<T> require(ValueType<T> type) {
        if (value == null) {
            problem(type.expected());
        }
        return find(type);
    }

    /** Whether the name of this place is one of its type; a wrong one is a problem. */
    void checkName(ValueType<String> type, String name) {
        try {
            type.parse(name);
        } catch (Mismatch mismatch) {
            problem(shown(name), mismatch.expected());
        }
    }

    /** What is found here is not what was expected. */
    void problem(String expected) {
        problem(found(), expected);
    }

    void problem(String found, String expected) {
        report(new Problem(path, found, expected));
    }

    /** What is written here, as a problem may show it: never a secret, and never what a variable contains. */
    String found() {
        return value == null || value instanceof Map || value instanceof List ? kind() : shown(value.toString());
    }

    /** What something of the wrong kind is: its content may be a secret that is out of place. */
    private String kind() {
        return switch (value) {
            case null -> "missing";
            case Object list when isList() -> "a list";
            case Map<?, ?> mapping -> "a mapping";
            default -> "a single value";
        };
    }

    private String shown(String text) {
        return reporting == Reporting.REDACTED ? "<redacted>" : printable(text);
    }

    private void report(Problem problem) {
        if (reporting != Reporting.NEVER) {
            context.problems().add(problem);
        }
    }

    private List<?> list() {
        return value instanceof Map<?, ?> indexed
                ? IntStream.range(0, indexed.size())
                        .mapToObj(index -> indexed.get(String.valueOf(index)))
                        .toList()
                : (List<?>) Objects.requireNonNull(value);
    }

    /** Spring hands a list out as a mapping of its indexes. */
    private static boolean isIndexed(Map<?, ?> mapping) {
        return !mapping.isEmpty()
                && IntStream.range(0, mapping.size()).allMatch(index -> mapping.containsKey(String.valueOf(index)));
    }

    private void unknown(String key, List<String> known) {
        Matcher glued = GLUED.matcher(key);
        if (glued.matches() && known.contains(glued.group("key"))) {
            String start = glued.group("key") + ":";
            report(new Problem(path + "." + start + "…", null, "a space after the colon, as in " + start + " …"));
        } else {
            String shown = key.length() > LONGEST_KEY ? ".…" : segment(key);
            report(new Problem(path + shown, null, oneOf(known) + Suggestion.didYouMean(key, known)));
        }
    }

    private static String oneOf(List<String> keys) {
        return (keys.size() > 1 ? "one of " : "") + String.join(", ", keys);
    }

    /** A name with dots is set in brackets, as Spring writes it: {@code baton.models[gpt-4.1].retry}. */
    private static String segment(String key) {
        return PLAIN_NAME.matcher(key).matches() ? "." + key : "[" + printable(key) + "]";
    }

    private static String printable(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}", "\\\\?");
        String cut = oneLine.length() > LONGEST_SHOWN ? oneLine.substring(0, LONGEST_SHOWN) + "…" : oneLine;
        return cut.isBlank() ? '"' + cut + '"' : cut;
    }
}
