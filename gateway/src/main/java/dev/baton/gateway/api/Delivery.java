package dev.baton.gateway.api;

import java.time.Duration;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Hands an answer to its client as fast as the client takes it. Reactor Netty asks for many elements ahead, whatever their
 * size; here the next one is asked for only while the connection takes more, so a client that takes nothing is left with {@link
 * ClientConnection#AHEAD} and one event. Used on the loop of the client's connection.
 */
final class Delivery extends FluxOperator<byte[], DataBuffer> {

    private final ClientConnection client;
    private final Duration writeStall;
    private final DataBufferFactory buffers;

    private Delivery(Flux<byte[]> answer, ClientConnection client, Duration writeStall, DataBufferFactory buffers) {
        super(answer);
        this.client = client;
        this.writeStall = writeStall;
        this.buffers = buffers;
    }

    /**
     * Completes when the client's connection has taken everything. Fails with what the answer fails with, and when the client
     * leaves or is cut.
     *
     * @param writeStall how long the client may take nothing before it is cut
     */
    static Mono<Void> of(Flux<byte[]> answer, ServerHttpResponse response, Duration writeStall) {
        return response.writeWith(
                new Delivery(answer, ClientConnection.of(response), writeStall, response.bufferFactory()));
    }

    @Override
    public void subscribe(CoreSubscriber<? super DataBuffer> actual) {
        source.subscribe(new Writer(actual));
    }

    private final class Writer implements CoreSubscriber<byte[]>, Subscription {

        private final CoreSubscriber<? super DataBuffer> actual;
        private Subscription upstream = Operators.emptySubscription();
        private long wanted;
        private boolean asked;

        Writer(CoreSubscriber<? super DataBuffer> actual) {
            this.actual = actual;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            // Spring cancels nothing when the very first write fails, as it does when the client has just left.
            client.begin(writeStall, this::askForMore, this::cancel);
            client.expectMoreThanAHead();
            actual.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            wanted = Operators.addCap(wanted, n);
            askForMore();
        }

        private void askForMore() {
            if (!asked && wanted > 0 && client.takesMore()) {
                asked = true;
                upstream.request(1);
            }
        }

        @Override
        public void onNext(byte[] bytes) {
            wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
            asked = false;
            actual.onNext(buffers.wrap(bytes));
            askForMore();
        }

        @Override
        public void onError(Throwable failure) {
            actual.onError(failure);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }

        @Override
        public void cancel() {
            upstream.cancel();
        }
    }
}
