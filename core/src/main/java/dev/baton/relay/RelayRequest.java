package dev.baton.relay;

import dev.baton.dialect.ProviderCalls;
import dev.baton.route.Route;

/**
 * One answer that a client wants.
 *
 * @param route where it may come from
 * @param calls the client's request, as it is put to providers
 * @param story to be told while the answer is carried
 * @param time the time it lives in
 */
public record RelayRequest(Route route, ProviderCalls calls, Story story, Time time) {

    /** Whether the client wants it token by token. */
    public boolean streaming() {
        return calls.isStreaming();
    }
}
