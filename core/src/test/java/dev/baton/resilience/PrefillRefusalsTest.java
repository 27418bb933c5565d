package dev.baton.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.route.Continuation;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrefillRefusalsTest {

    private static final Target C = Targets.target("c", Continuation.PREFILL);
    private static final Target D = Targets.target("d", Continuation.PREFILL);
    private static final long HOUR = PrefillRefusals.REMEMBERED.toNanos();

    private final PrefillRefusals refusals = new PrefillRefusals();

    @Test
    void remembersARefusalForAnHourWhereverTheClockBegins() {
        for (long now : new long[] {0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -HOUR}) {
            refusals.learn(C, now);

            assertThat(refusals.include(C, now)).isTrue();
            assertThat(refusals.include(C, now + HOUR - 1)).isTrue();
            assertThat(refusals.include(C, now + HOUR)).isFalse();
            assertThat(refusals.include(D, now)).isFalse();
        }
    }

    @Test
    void countsFromTheLastRefusal() {
        refusals.learn(C, 0);
        refusals.learn(C, HOUR / 2);
        refusals.learn(D, HOUR);

        assertThat(refusals.include(C, HOUR)).isTrue();
        assertThat(refusals.include(C, HOUR + HOUR / 2)).isFalse();
    }

    @Test
    void forgetsWhatIsNoLongerServedAndNothingElse() {
        Target changed = Targets.target("c", Continuation.PREFIX_FLAG);
        refusals.learn(C, 0);
        refusals.learn(D, 0);

        refusals.retain(Set.of(changed, D));
        refusals.retain(Set.of(C, D));

        assertThat(refusals.include(C, 0)).isFalse();
        assertThat(refusals.include(D, 0)).isTrue();
    }
}
