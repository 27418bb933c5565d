package dev.baton.dialect.anthropic;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The headers in which a client of this protocol says which version of it it speaks, beta features included. */
final class ApiVersion {

    static final String HEADER = "anthropic-version";

    /** What is sent where the client has no say: every server knows it. */
    static final String STABLE = "2023-06-01";

    private static final String BETA = "anthropic-beta";

    private ApiVersion() {}

    /** What is passed on of a client's headers. */
    static Map<String, String> of(Function<String, @Nullable String> header) {
        Map<String, String> stated = new HashMap<>();
        for (String name : new String[] {HEADER, BETA}) {
            String value = header.apply(name);
            if (value != null) {
                stated.put(name, value);
            }
        }
        return Map.copyOf(stated);
    }
}
