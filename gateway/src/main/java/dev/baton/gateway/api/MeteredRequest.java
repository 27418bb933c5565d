package dev.baton.gateway.api;

import dev.baton.relay.Ending;
import dev.baton.relay.Interruption;
import java.util.function.IntConsumer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** A request whose body is counted while it is read, and ended when it must not be read on. */
final class MeteredRequest extends ServerHttpRequestDecorator {

    private final IntConsumer meter;
    private final Ending ending;

    /**
     * @param meter is told the bytes of each piece; what it throws ends the body
     * @param ending comes when the body has to end
     */
    MeteredRequest(ServerHttpRequest request, IntConsumer meter, Ending ending) {
        super(request);
        this.meter = meter;
        this.ending = ending;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Interruption.of(super.getBody().handle(this::count), ending);
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
