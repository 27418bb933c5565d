package dev.baton.upstream;

import dev.baton.route.Provider;
import java.time.Duration;
import java.util.Map;

/**
 * A request to a provider.
 *
 * @param path appended to the provider's base URL, with a leading slash
 * @param headers besides those that the transport itself writes (host, length, accept-encoding, authorization)
 * @param body sent as it is and never changed; empty with a GET
 * @param connectLimit until a connection stands, TLS included
 */
public record UpstreamRequest(
        Method method,
        Provider provider,
        String path,
        Map<String, String> headers,
        byte[] body,
        Duration connectLimit) {

    /** What is wanted of the provider. */
    public enum Method {
        /** To look, which changes nothing there. */
        GET,
        /** To answer. */
        POST
    }

    private static final byte[] NOTHING = {};

    /** A POST. */
    public UpstreamRequest(
            Provider provider, String path, Map<String, String> headers, byte[] body, Duration connectLimit) {
        this(Method.POST, provider, path, headers, body, connectLimit);
    }

    /** A GET. */
    public static UpstreamRequest get(Provider provider, String path, Duration connectLimit) {
        return new UpstreamRequest(Method.GET, provider, path, Map.of(), NOTHING, connectLimit);
    }
}
