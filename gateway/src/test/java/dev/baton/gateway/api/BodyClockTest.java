package dev.baton.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dialect.BadRequest;
import dev.baton.relay.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

final class BodyClockTest {

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final BodyClock clock = new BodyClock(new Time(scheduler, () -> scheduler.now(TimeUnit.NANOSECONDS)));
    private final List<Throwable> late = new ArrayList<>();

    private void passes(int seconds, int bytesASecond) {
        for (int second = 0; second < seconds; second++) {
            scheduler.advanceTimeBy(Duration.ofSeconds(1));
            clock.arrived(bytesASecond);
        }
    }

    @Test
    void cutsABodyThatDripsWhateverItsPauses() {
        clock.await(late::add);

        passes(29, 1);
        assertThat(late).isEmpty();
        passes(1, 1);

        assertThat(late).singleElement().isInstanceOfSatisfying(BadRequest.class, cut -> {
            assertThat(cut.status()).isEqualTo(408);
            assertThat(cut.code()).isEqualTo("body_timeout");
        });
    }

    @Test
    void leavesALargeBodyTheTimeThatASlowLineTakes() {
        clock.await(late::add);

        passes(640, BodyClock.BYTES_FOR_A_SECOND);

        assertThat(late).isEmpty();
    }

    @Test
    void cutsALargeBodyThatHasBecomeSlow() {
        clock.await(late::add);

        passes(10, 10 * BodyClock.BYTES_FOR_A_SECOND);
        passes(119, 1);
        assertThat(late).isEmpty();
        passes(2, 1);

        assertThat(late).hasSize(1);
    }

    @Test
    void stopsWithWhoeverListens() {
        clock.await(late::add).dispose();

        passes(60, 0);

        assertThat(late).isEmpty();
    }
}
