package dev.baton.dialect;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in.
 *
 * @param path of the URL
 * @param query of the URL, null without one
 * @param header the first value of a header by its name in any case, null without one
 */
public record ClientCall(String path, @Nullable String query, Function<String, @Nullable String> header, byte[] body) {

    /** A body alone, for dialects that need no more. */
    public static ClientCall of(byte[] body) {
        return new ClientCall("", null, name -> null, body);
    }
}
