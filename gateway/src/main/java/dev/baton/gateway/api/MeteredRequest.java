package dev.baton.gateway.api;

import dev.baton.relay.Interruption;
import java.util.function.IntConsumer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/** A request whose body is counted while it is read, and ended when it must not be read on. */
final class MeteredRequest extends ServerHttpRequestDecorator {

    private final IntConsumer meter;
    private final Mono<? extends Throwable> end;

    /**
     * @param meter is told the bytes of each piece; what it throws ends the body
     * @param end comes when the body has to end
     */
    MeteredRequest(ServerHttpRequest request, IntConsumer meter, Mono<? extends Throwable> end) {
        super(request);
        this.meter = meter;
        this.end = end;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Interruption.of(super.getBody().handle(this::count), end);
    }

    private void count(DataBuffer piece, SynchronousSink<DataBuffer> reader) {
        try {
            meter.accept(piece.readableByteCount());
            reader.next(piece);
        } catch (Unavailable full) {
            DataBufferUtils.release(piece);
            reader.error(full);
        }
    }
}
