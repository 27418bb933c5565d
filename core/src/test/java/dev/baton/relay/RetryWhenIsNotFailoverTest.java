package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/**
 * A snippet that is often shown as failover: {@code retryWhen} with a companion that returns the flux of another server.
 * What the companion emits is only a signal to call the <em>first</em> server again; the other one's tokens are paid for and
 * lost. {@code onErrorResume} is what was meant, and is still not enough: it starts the text again.
 */
class RetryWhenIsNotFailoverTest {

    private final AtomicInteger callsOfB = new AtomicInteger();
    private final AtomicInteger callsOfC = new AtomicInteger();
    private final AtomicInteger tokensOfC = new AtomicInteger();

    /** Says two tokens and fails in its first call; its second call succeeds. */
    private Flux<String> serverB() {
        return Flux.defer(() -> {
            int call = callsOfB.incrementAndGet();
            Flux<String> tokens = Flux.just("B" + call + "-1", "B" + call + "-2");
            return call == 1 ? tokens.concatWith(Mono.error(new IOException("reset"))) : tokens;
        });
    }

    private Flux<String> serverC() {
        return Flux.defer(() -> {
            callsOfC.incrementAndGet();
            return Flux.just("C-1", "C-2", "C-3").doOnNext(token -> tokensOfC.incrementAndGet());
        });
    }

    @Test
    void retryWhenCallsTheFirstServerAgainAndLosesWhatTheOtherSays() {
        Flux<String> answer = serverB().retryWhen(Retry.from(companion -> companion.flatMap(failed -> serverC())));

        answer.as(StepVerifier::create)
                .expectNext("B1-1", "B1-2", "B2-1", "B2-2")
                .verifyComplete();

        assertThat(callsOfB).hasValue(2);
        assertThat(callsOfC).hasValue(1);
        assertThat(tokensOfC).as("paid for, and delivered to nobody").hasPositiveValue();
    }

    @Test
    void onErrorResumeGoesOnWithTheOtherServerButStartsTheTextAgain() {
        Flux<String> answer = serverB().onErrorResume(failed -> serverC());

        answer.as(StepVerifier::create)
                .expectNext("B1-1", "B1-2", "C-1", "C-2", "C-3")
                .verifyComplete();

        assertThat(callsOfB).hasValue(1);
        assertThat(callsOfC).hasValue(1);
    }
}
