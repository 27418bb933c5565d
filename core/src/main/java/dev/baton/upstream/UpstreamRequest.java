package dev.baton.upstream;

import dev.baton.route.Provider;
import java.time.Duration;
import java.util.Map;

/**
 * A POST to a provider.
 *
 * @param path appended to the provider's base URL, with a leading slash
 * @param headers besides those that the transport itself writes (host, length, accept-encoding, authorization)
 * @param body sent as it is and never changed
 * @param connectLimit until a connection stands, TLS included
 */
public record UpstreamRequest(
        Provider provider, String path, Map<String, String> headers, byte[] body, Duration connectLimit) {}
