package dev.baton.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The hand in which an event stream is written. */
record Style(Set<Quirk> quirks, LineEnd lineEnd) {

    static final Style PLAIN = new Style(Set.of(), LineEnd.LF);

    Style {
        quirks = Set.copyOf(quirks);
    }

    boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    byte[] event(String json) {
        // JSON may be broken after its opening brace and nowhere else without looking into it.
        return has(Quirk.MULTI_LINE_DATA) && json.startsWith("{")
                ? bytes(data("{") + data(json.substring(1)) + lineEnd.characters())
                : bytes(data(json) + lineEnd.characters());
    }

    byte[] namedEvent(String name, String json) {
        return bytes("event: " + name + lineEnd.characters() + data(json) + lineEnd.characters());
    }

    byte[] comment(String text) {
        return bytes(": " + text + lineEnd.characters() + lineEnd.characters());
    }

    byte[] line(String text) {
        return bytes(text + lineEnd.characters());
    }

    private String data(String value) {
        return (has(Quirk.NO_SPACE_AFTER_DATA) ? "data:" : "data: ") + value + lineEnd.characters();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
