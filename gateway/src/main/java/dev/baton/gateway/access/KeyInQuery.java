package dev.baton.gateway.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A key in the query of a URL, {@code ?key=…}, as Google's clients may send it. */
final class KeyInQuery {

    private static final String NAME = "key=";

    private KeyInQuery() {}

    /** The key; null where there is none that can be read. */
    static @Nullable String of(String query) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(NAME)) {
                return decoded(parameter.substring(NAME.length()));
            }
        }
        return null;
    }

    private static @Nullable String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
