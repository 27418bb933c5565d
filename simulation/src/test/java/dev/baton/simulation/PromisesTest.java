package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation sees when a promise is broken, says in which world, and shows the same world again. */
class PromisesTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @ParameterizedTest
    @EnumSource
    void areSeenToBeBroken(Wrong wrong) {
        boolean seen = LongStream.rangeClosed(1, 4_000)
                .mapToObj(seed -> World.of(seed, wrong.defect()))
                .flatMap(world -> world.broken().stream())
                .anyMatch(promise -> promise.contains(wrong.promise()));

        assertThat(seen).isTrue();
    }

    @Test
    void areBrokenAgainByTheSeedThatIsNamed() {
        Simulation simulation = new Simulation(seed -> World.of(seed, Wrong.A_TEXT_IS_LOST.defect()));

        String first = message(simulation, 1, 2_000);

        assertThat(first).contains("-Dbaton.simulation.seed=");
        long seed = Long.parseLong(first.replaceAll("(?s)seed (\\d+) .*", "$1"));
        assertThat(first).startsWith("seed " + seed + " breaks a promise, again with: " + Simulation.replay(seed));
        assertThat(message(simulation, seed, 1)).isEqualTo(first);
    }

    private static String message(Simulation simulation, long first, long count) {
        return String.valueOf(
                catchThrowable(() -> simulation.run(first, count, LONG)).getMessage());
    }

    @Test
    void aWorldIsTheSameWheneverItsSeedIsPlayed() {
        for (long seed = 1; seed <= 300; seed++) {
            assertThat(World.of(seed)).hasToString(World.of(seed).toString());
        }
    }

    /** Worlds in which too little happens would prove too little. */
    @Test
    void areTriedInWorldsWhereMuchHappens() {
        Simulation.Sum sum = new Simulation(World::of).run(1, 1_000, LONG);

        assertThat(sum.complete()).isGreaterThan(sum.answers() / 4);
        assertThat(sum.failed()).isGreaterThan(sum.answers() / 5);
        assertThat(sum.left()).isGreaterThan(sum.answers() / 20);
        assertThat(sum.calls()).isGreaterThan(5 * sum.answers() / 4);
        assertThat(sum.resumed()).isGreaterThan(sum.answers() / 20);
    }
}
