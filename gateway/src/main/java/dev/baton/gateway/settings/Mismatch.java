package dev.baton.gateway.settings;

import org.jspecify.annotations.Nullable;

/** A text that is not of its type. */
final class Mismatch extends Exception {
    private final @Nullable String found;
    private final String expected;

    Mismatch(String expected) {
        this(null, expected);
    }

    /** @param found what is wrong, when it is less than the whole text; fit to be shown */
    Mismatch(@Nullable String found, String expected) {
        super(expected, null, false, false);
        this.found = found;
        this.expected = expected;
    }

    String foundOr(String whole) {
        return found == null ? whole : found;
    }

    String expected() {
        return expected;
    }
}
