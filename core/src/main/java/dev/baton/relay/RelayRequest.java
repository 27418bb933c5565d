package dev.baton.relay;

import dev.baton.dialect.ProviderDialect;
import dev.baton.resilience.RequestTraits;
import dev.baton.route.Route;

/**
 * One answer that a client wants.
 *
 * @param route where it may come from
 * @param dialect the client's request, as providers are asked
 * @param traits what matters when the answer breaks
 * @param streaming whether the client wants it token by token
 * @param story to be told while the answer is carried
 * @param time the time it lives in
 */
public record RelayRequest(
        Route route, ProviderDialect dialect, RequestTraits traits, boolean streaming, Story story, Time time) {}
