package dev.baton.upstream;

import reactor.core.publisher.Mono;

/** Carries calls to providers. Implementations are safe for use by many threads. */
public interface Upstream extends AutoCloseable {

    /**
     * Makes one call when subscribed to, never more: no retry and no redirect happens inside.
     *
     * @return the response once its final status line and headers are there (interim 1xx responses are skipped), or a
     *     {@link CallFailed}. Cancelling it, or the body of its response, ends the call and closes its connection.
     */
    Mono<UpstreamResponse> exchange(UpstreamRequest request);

    /** No more calls will be made: what rests is closed now, and what is in use when its answer ends. May be called again. */
    @Override
    default void close() {}
}
