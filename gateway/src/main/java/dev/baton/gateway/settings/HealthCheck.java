package dev.baton.gateway.settings;

import dev.baton.route.Provider;
import java.time.Duration;

/**
 * How it is found out, without a client's request, whether a provider is there.
 *
 * @param path at the root of the provider's server, wherever its base URL leads to; begins with a slash
 * @param every how long after one check the next one begins
 * @param timeout of the whole check
 */
public record HealthCheck(Provider provider, String path, Duration every, Duration timeout) {}
