package dev.baton.gateway.api;

import dev.baton.relay.IdleLimit;
import dev.baton.relay.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/** Hands an answer to its client: as fast as the client takes it, in pieces that a client which takes nothing can be left with. */
final class Delivery {

    /** Reactor Netty takes 128 elements ahead of the client, whatever their size: with pieces that is at most 128 KiB. */
    private static final int MOST_PIECE_BYTES = 1 << 10;

    private final ServerHttpResponse response;
    private final Duration writeStall;
    private final Time time;

    /** @param writeStall how long the client may take nothing before it is cut */
    Delivery(ServerHttpResponse response, Duration writeStall, Time time) {
        this.response = response;
        this.writeStall = writeStall;
        this.time = time;
    }

    /**
     * Completes when the client's connection has taken everything, or has been cut because it took nothing for too long.
     * Fails with what the bytes fail with.
     */
    Mono<Void> of(Flux<byte[]> bytes) {
        Sinks.Empty<Void> end = Sinks.empty();
        Flux<DataBuffer> pieces = bytes.concatMapIterable(Delivery::pieces, 1)
                .transform(each -> IdleLimit.on(each, new ClientStall(writeStall), time))
                .map(response.bufferFactory()::wrap)
                .doOnComplete(end::tryEmitEmpty);
        return Mono.firstWithSignal(response.writeWith(pieces), end.asMono().then(Mono.defer(this::limitRest)))
                .onErrorResume(ClientStalled.class, stalled -> cut());
    }

    private static List<byte[]> pieces(byte[] bytes) {
        if (bytes.length <= MOST_PIECE_BYTES) {
            return List.of(bytes);
        }
        List<byte[]> pieces = new ArrayList<>(bytes.length / MOST_PIECE_BYTES + 1);
        for (int from = 0; from < bytes.length; from += MOST_PIECE_BYTES) {
            pieces.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + MOST_PIECE_BYTES)));
        }
        return pieces;
    }

    /** Nothing more will be asked for, so the last pieces have a limit of their own. */
    private Mono<Void> limitRest() {
        return Mono.delay(writeStall, time.scheduler()).then(Mono.error(ClientStalled::new));
    }

    /** Closed at once: whatever is still to be written would wait for the client as well. */
    private Mono<Void> cut() {
        HttpServerResponse http = ServerHttpResponseDecorator.getNativeResponse(response);
        return Mono.fromRunnable(() -> http.withConnection(Delivery::close));
    }

    // Nobody waits for it, and a channel that cannot be closed is closed.
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void close(Connection connection) {
        connection.channel().close();
    }

    /** A client that takes nothing for too long is cut. */
    private record ClientStall(Duration writeStall) implements IdleLimit.Rule {

        @Override
        public boolean watchesSource() {
            return false;
        }

        @Override
        public Duration limit() {
            return writeStall;
        }

        @Override
        public long progressAt() {
            return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Throwable expired() {
            return new ClientStalled();
        }
    }

    /** Ends a delivery and is seen by nobody else. */
    private static final class ClientStalled extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ClientStalled() {
            super("the client took nothing", null, false, false);
        }
    }
}
