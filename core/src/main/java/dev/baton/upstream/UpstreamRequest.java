package dev.baton.upstream;

import dev.baton.route.Provider;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a provider.
 *
 * @param path appended to the provider's base URL, with a leading slash
 * @param headers besides those that the transport itself writes (host, length, accept-encoding, authorization)
 * @param proof of who asks, where the provider's key does not do; null where it does
 * @param body sent as it is and never changed; empty with a GET
 * @param connectLimit until a connection stands, TLS included
 */
public record UpstreamRequest(
        Method method,
        Provider provider,
        String path,
        Map<String, String> headers,
        @Nullable Proof proof,
        byte[] body,
        Duration connectLimit) {

    /** Headers that only the request they were made for may carry. They never show themselves. */
    public record Proof(Map<String, String> headers) {
        public Proof {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Proof[redacted]";
        }
    }

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
        this(Method.POST, provider, path, headers, null, body, connectLimit);
    }

    /** A GET. */
    public static UpstreamRequest get(Provider provider, String path, Duration connectLimit) {
        return new UpstreamRequest(Method.GET, provider, path, Map.of(), null, NOTHING, connectLimit);
    }

    /** The same, with a proof. */
    public UpstreamRequest proven(Map<String, String> headersOfProof) {
        return new UpstreamRequest(method, provider, path, headers, new Proof(headersOfProof), body, connectLimit);
    }

    /** The path as it stands in the request, escaped, with the query behind it. */
    public String fullPath() {
        String base = provider.baseUrl().getRawPath();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
}
