package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class AwaitShutdownTest {

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final Shutdown shutdown = new Shutdown();
    private final List<String> told = new ArrayList<>();

    @Test
    void comesOnceToAllWhoWait() {
        shutdown.await(scheduler, () -> told.add("a"));
        shutdown.await(scheduler, () -> told.add("b"));
        scheduler.advanceTime();
        assertThat(told).isEmpty();

        shutdown.begin();
        shutdown.begin();

        scheduler.advanceTime();
        assertThat(told).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void comesToThoseWhoBeginToWaitTooLate() {
        shutdown.begin();

        shutdown.await(scheduler, () -> told.add("a"));

        scheduler.advanceTime();
        assertThat(told).containsExactly("a");
    }

    @Test
    void comesToNobodyWhoWaitsNoLonger() {
        shutdown.await(scheduler, () -> told.add("a")).dispose();

        shutdown.begin();

        scheduler.advanceTime();
        assertThat(told).isEmpty();
    }
}
