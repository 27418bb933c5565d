package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class InterruptionTest {

    private static final IllegalStateException REASON = new IllegalStateException("enough");

    private final TestPublisher<String> source = TestPublisher.create();
    private final List<String> waiting = new ArrayList<>();
    private @Nullable Consumer<? super Throwable> end;

    private Ending ending(String name) {
        return told -> {
            end = told;
            waiting.add(name);
            return () -> waiting.remove(name);
        };
    }

    private void comes() {
        Objects.requireNonNull(end).accept(REASON);
    }

    @Test
    void endsTheSourceAndFailsWithTheReason() {
        StepVerifier.create(Interruption.of(source.flux(), ending("one")))
                .then(() -> source.next("a"))
                .expectNext("a")
                .then(this::comes)
                .verifyErrorMatches(REASON::equals);

        source.assertCancelled();
        assertThat(waiting).isEmpty();
    }

    @Test
    void isOverWithItsSource() {
        StepVerifier.create(Interruption.of(source.flux(), ending("one")))
                .then(() -> assertThat(waiting).containsExactly("one"))
                .then(() -> source.next("a"))
                .expectNext("a")
                .then(source::complete)
                .verifyComplete();

        assertThat(waiting).isEmpty();
        comes();
    }

    @Test
    void failsWithItsSource() {
        StepVerifier.create(Interruption.of(source.flux(), ending("one")))
                .then(() -> source.error(new IllegalArgumentException("broken")))
                .verifyError(IllegalArgumentException.class);

        assertThat(waiting).isEmpty();
    }

    @Test
    void waitsNoLongerForAReaderThatLeaves() {
        StepVerifier.create(Interruption.of(source.flux(), ending("one")))
                .thenCancel()
                .verify();

        source.assertCancelled();
        assertThat(waiting).isEmpty();
    }

    @Test
    void passesOnWhatIsWantedAndNoMore() {
        StepVerifier.create(Interruption.of(Flux.range(0, 10), ending("one")), 3)
                .expectNext(0, 1, 2)
                .thenCancel()
                .verify();
    }

    @Test
    void waitsForWhateverComesFirst() {
        StepVerifier.create(Interruption.of(source.flux(), ending("one").or(ending("other"))))
                .then(() -> assertThat(waiting).containsExactly("one", "other"))
                .then(this::comes)
                .verifyErrorMatches(REASON::equals);

        assertThat(waiting).isEmpty();
    }
}
