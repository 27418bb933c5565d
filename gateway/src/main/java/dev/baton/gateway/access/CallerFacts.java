package dev.baton.gateway.access;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about who sent it.
 *
 * @param peer the other end of the connection; null when the transport knows none
 * @param host the Host header; null without one
 * @param forwarded whether some proxy says that it passed the request on
 * @param authorization the Authorization header; null without one
 * @param apiKey the key that SDKs of some protocols send elsewhere: {@code x-api-key}, {@code x-goog-api-key}, or {@code key=} in
 *     the query; null without one
 */
public record CallerFacts(
        @Nullable InetAddress peer,
        @Nullable String host,
        boolean forwarded,
        @Nullable String authorization,
        @Nullable String apiKey) {

    private static final List<String> FORWARDING_HEADERS =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP");

    private static final List<String> KEY_HEADERS = List.of("x-api-key", "x-goog-api-key");

    /**
     * The facts of a request.
     *
     * @param header the first value of a header by its name in any case, null without one
     * @param query of the URL as it came, where clients of Gemini may send a key; null without one
     */
    public static CallerFacts of(
            @Nullable InetAddress peer, Function<String, @Nullable String> header, @Nullable String query) {
        return new CallerFacts(
                peer, header.apply("Host"), isForwarded(header), header.apply("Authorization"), key(header, query));
    }

    private static @Nullable String key(Function<String, @Nullable String> header, @Nullable String query) {
        for (String name : KEY_HEADERS) {
            String key = header.apply(name);
            if (key != null) {
                return key;
            }
        }
        return query == null ? null : KeyInQuery.of(query);
    }

    private static boolean isForwarded(Function<String, @Nullable String> header) {
        for (String name : FORWARDING_HEADERS) {
            if (header.apply(name) != null) {
                return true;
            }
        }
        return false;
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "CallerFacts[peer=%s, host=%s, forwarded=%s, authorization=%s, apiKey=%s]"
                .formatted(peer, host, forwarded, shown(authorization), shown(apiKey));
    }

    private static String shown(@Nullable String secret) {
        return secret == null ? "none" : "redacted";
    }
}
