package dev.baton.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.relay.Time;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** In virtual time, to a connection that takes as many pieces as a test lets it and never says that they have left. */
class DeliveryTest {

    private static final Duration WRITE_STALL = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final Time time = new Time(clock, () -> clock.now(TimeUnit.NANOSECONDS));
    private final StalledResponse response = new StalledResponse();
    private final Delivery delivery = new Delivery(response, WRITE_STALL, time);

    @Test
    void cutsAClientThatDoesNotTakeTheLastPieces() {
        response.takes(Long.MAX_VALUE);
        AtomicBoolean over = begin(Flux.just(bytes(100)));

        clock.advanceTimeBy(WRITE_STALL.minus(A_MOMENT));
        assertThat(response.channel.isOpen()).isTrue();
        clock.advanceTimeBy(A_MOMENT);

        assertThat(response.channel.isOpen()).isFalse();
        assertThat(over).isTrue();
    }

    @Test
    void cutsAClientThatTakesNothingMoreAndEndsTheAnswer() {
        TestPublisher<byte[]> answer = TestPublisher.create();
        response.takes(3);
        AtomicBoolean over = begin(answer.flux());
        answer.next(bytes(10)).next(bytes(10));

        clock.advanceTimeBy(WRITE_STALL.multipliedBy(3));
        assertThat(response.channel.isOpen())
                .as("while the answer is the slow side")
                .isTrue();
        answer.next(bytes(10));
        clock.advanceTimeBy(WRITE_STALL);

        assertThat(response.channel.isOpen()).isFalse();
        assertThat(over).isTrue();
        answer.assertCancelled();
    }

    @Test
    void beginsToCountAnewWithEveryPieceThatIsTaken() {
        response.takes(1);
        begin(Flux.just(bytes(10), bytes(10), bytes(10), bytes(10), bytes(10)));

        for (int piece = 0; piece < 3; piece++) {
            clock.advanceTimeBy(WRITE_STALL.minus(A_MOMENT));
            response.takes(1);
        }

        assertThat(response.channel.isOpen()).isTrue();
        clock.advanceTimeBy(WRITE_STALL);
        assertThat(response.channel.isOpen()).isFalse();
    }

    @Test
    void handsOverNoPieceThatIsLargerThanAKibibyte() {
        byte[] large = new byte[2_500];
        new Random(1).nextBytes(large);
        response.takes(Long.MAX_VALUE);

        begin(Flux.just(bytes(1_024), large));

        assertThat(response.taken).extracting(piece -> piece.length).containsExactly(1_024, 1_024, 1_024, 452);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        response.taken.stream().skip(1).forEach(joined::writeBytes);
        assertThat(joined.toByteArray()).isEqualTo(large);
    }

    @Test
    void asksForOneEventAtATime() {
        TestPublisher<byte[]> answer = TestPublisher.create();
        response.takes(1);
        begin(answer.flux());

        answer.next(bytes(100_000));

        assertThat(response.taken).hasSize(1);
        answer.assertMaxRequested(1);
    }

    private AtomicBoolean begin(Flux<byte[]> answer) {
        AtomicBoolean over = new AtomicBoolean();
        delivery.of(answer).doOnTerminate(() -> over.set(true)).subscribe();
        return over;
    }

    private static byte[] bytes(int count) {
        return new byte[count];
    }

    /** Takes what it has been told to take. A write ends with the error of its pieces, and otherwise never. */
    private static final class StalledResponse extends AbstractServerHttpResponse {

        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final List<byte[]> taken = new ArrayList<>();
        private final Sinks.Empty<Void> written = Sinks.empty();
        private final BaseSubscriber<DataBuffer> client = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(allowed);
            }

            @Override
            protected void hookOnNext(DataBuffer piece) {
                byte[] bytes = new byte[piece.readableByteCount()];
                piece.read(bytes);
                taken.add(bytes);
            }

            @Override
            protected void hookOnError(Throwable failure) {
                written.tryEmitError(failure);
            }
        };
        private long allowed;

        StalledResponse() {
            super(DefaultDataBufferFactory.sharedInstance);
        }

        /** So many pieces from the beginning; during a write so many more. */
        void takes(long pieces) {
            allowed = pieces;
            client.request(pieces);
        }

        @Override
        protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
            return written.asMono()
                    .doOnSubscribe(begun -> body.subscribe(client))
                    .doOnCancel(client::cancel);
        }

        @Override
        protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void applyStatusCode() {}

        @Override
        protected void applyHeaders() {}

        @Override
        protected void applyCookies() {}

        /** Nothing of it is used but its connection. */
        @Override
        @SuppressWarnings("unchecked")
        public <T> T getNativeResponse() {
            return (T) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {HttpServerResponse.class},
                    (proxy, method, arguments) -> {
                        assertThat(method.getName()).isEqualTo("withConnection");
                        ((Consumer<Connection>) arguments[0]).accept(() -> channel);
                        return proxy;
                    });
        }
    }
}
