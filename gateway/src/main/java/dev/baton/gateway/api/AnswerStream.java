package dev.baton.gateway.api;

import dev.baton.answer.AnswerEvent;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.ApiError;
import dev.baton.relay.KeepAlive;
import dev.baton.relay.Moment;
import dev.baton.relay.RelayRequest;
import dev.baton.relay.Story;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/** The bytes of one streamed answer: events, signs of life, an honest end. Used by one thread at a time. */
final class AnswerStream {

    private final RelayRequest asked;
    private final AnswerEncoder encoder;
    private final boolean traced;
    private final Function<Throwable, ApiError> errors;
    private int momentsTold;
    private boolean begun;

    /**
     * Makes the stream of one answer.
     *
     * @param traced whether the client wants the story as comments
     * @param errors what to tell a client of a failure
     */
    AnswerStream(AnswerEncoder encoder, RelayRequest asked, boolean traced, Function<Throwable, ApiError> errors) {
        this.encoder = encoder;
        this.asked = asked;
        this.traced = traced;
        this.errors = errors;
    }

    /** The answer as the client reads it. Fails only while nothing has been written. */
    Flux<byte[]> bytes(Flux<AnswerEvent> answer) {
        return answer.handle(this::encode)
                .concatWith(Mono.fromSupplier(this::end))
                .transform(this::keptAlive)
                .onErrorResume(this::tellClient);
    }

    /** A dialect without a sign of life gets none: no bytes at all would yet be a status, too early. */
    private Flux<byte[]> keptAlive(Flux<byte[]> bytes) {
        Duration period = asked.route().policy().keepAlive();
        return encoder.keepAlive().length == 0 ? bytes : KeepAlive.in(bytes, period, this::keepAlive, asked.time());
    }

    private void encode(AnswerEvent event, SynchronousSink<byte[]> sink) {
        byte[] bytes = encoder.encode(event);
        if (bytes.length > 0) {
            sink.next(withTrace(bytes));
        }
    }

    /** Null where nothing stands behind the last event. */
    private byte @Nullable [] end() {
        byte[] bytes = withTrace(encoder.end());
        return bytes.length == 0 ? null : bytes;
    }

    private byte[] keepAlive() {
        begun = true;
        return encoder.keepAlive();
    }

    private byte[] withTrace(byte[] bytes) {
        begun = true;
        Story story = asked.story();
        if (!traced || momentsTold == story.moments().size()) {
            return bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Moment> news = story.moments().subList(momentsTold, story.moments().size());
        for (Moment moment : news) {
            out.writeBytes(
                    encoder.comment("baton %d ms %s".formatted(moment.at().toMillis(), moment)));
        }
        momentsTold += news.size();
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private Flux<byte[]> tellClient(Throwable failure) {
        return begun ? Flux.just(withTrace(encoder.error(errors.apply(failure)))) : Flux.error(failure);
    }
}
