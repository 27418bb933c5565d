package dev.baton.gateway.settings;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a configuration, in words for whoever has to mend it. Never shows a secret.
 *
 * @param where the path of the key, {@code baton.models.chat.retry.max-wait}, or a place in a file
 * @param found what is there; null when the key itself is the problem
 * @param expected what would be right
 */
public record Problem(String where, @Nullable String found, String expected) {

    /** One line: {@code where: found (expected: …)}. */
    @Override
    public String toString() {
        return where + (found == null ? "" : ": " + found) + " (expected: " + expected + ")";
    }
}
