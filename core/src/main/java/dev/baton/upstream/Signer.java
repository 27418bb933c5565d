package dev.baton.upstream;

import reactor.core.publisher.Mono;

/**
 * Proves to providers who asks, where that depends on the whole request and on the time. Safe for use by many threads.
 */
@FunctionalInterface
public interface Signer {

    /**
     * The same request with a {@linkplain UpstreamRequest#proof proof}, or as it is where its provider has a key. It is asked for each
     * call, since a proof is good for minutes only.
     *
     * @return never blocks; may come from another thread. A {@link CallFailed} when there is nothing to sign with.
     */
    Mono<UpstreamRequest> sign(UpstreamRequest request);
}
