package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Whatever providers and clients do, the promises are kept. {@code -Dbaton.simulation.seeds=…} says how many worlds are
 * tried, {@code -Dbaton.simulation.seed=…} runs one of them and prints its tale.
 */
class SimulationTest {

    private static final long USUAL = 20_000;
    private static final long MOST = 1_000_000;

    @Test
    void keepsEveryPromiseInEveryWorld() {
        Long single = Long.getLong("baton.simulation.seed");
        if (single != null) {
            System.out.println(World.of(single));
        }
        boolean exhaustive = Boolean.getBoolean("baton.exhaustive");
        long count = single != null ? 1 : Long.getLong("baton.simulation.seeds", exhaustive ? MOST : USUAL);
        long began = System.nanoTime();

        Simulation.Sum sum = new Simulation(World::of)
                .run(single != null ? single : 1, count, exhaustive ? Duration.ofMinutes(10) : Duration.ofHours(24));

        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf(
                "simulation: %s in %d ms, %,d times as fast as real time%n",
                sum, took.toMillis(), sum.lived().toMillis() / Math.max(1, took.toMillis()));
        assertThat(sum.worlds()).isPositive();
    }
}
