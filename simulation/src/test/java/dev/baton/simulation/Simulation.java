package dev.baton.simulation;

import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/** Runs world after world, and says of one that breaks a promise how to see it again. */
final class Simulation {

    /** The command that runs the world of one seed again. */
    static String replay(long seed) {
        return "mvn -q -pl core,simulation test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dbaton.simulation.seed=" + seed;
    }

    /**
     * What a number of worlds came to.
     *
     * @param complete answers that were whole, {@code resumed} ones among them
     * @param resumed over one seam or more
     * @param failed with an error that the client was told
     * @param left by their clients
     */
    record Sum(
            long worlds,
            long answers,
            long complete,
            long resumed,
            long failed,
            long left,
            long calls,
            Duration lived) {

        private static final Sum NOTHING = new Sum(0, 0, 0, 0, 0, 0, 0, Duration.ZERO);

        private Sum plus(World world) {
            Sum sum = new Sum(worlds + 1, answers, complete, resumed, failed, left, calls, lived.plus(world.length()));
            for (Episode answer : world.episodes()) {
                sum = sum.plus(answer);
            }
            return sum;
        }

        private Sum plus(Episode answer) {
            boolean gone = answer.client().end() == SimulatedClient.End.LEFT;
            boolean well = !gone && answer.failure() == null;
            return new Sum(
                    worlds,
                    answers + 1,
                    complete + (well ? 1 : 0),
                    resumed + (well && answer.isResumed() ? 1 : 0),
                    failed + (!gone && !well ? 1 : 0),
                    left + (gone ? 1 : 0),
                    calls + answer.calls().size(),
                    lived);
        }
    }

    private final LongFunction<World> worlds;

    Simulation(LongFunction<World> worlds) {
        this.worlds = worlds;
    }

    /**
     * Runs the worlds of the seeds from the first on.
     *
     * @param limit after which no further world is begun
     * @throws AssertionError for the first world in which a promise was broken, with its seed and its tale
     */
    Sum run(long first, long count, Duration limit) {
        Sum sum = Sum.NOTHING;
        long began = System.nanoTime();
        for (long seed = first; seed < first + count && System.nanoTime() - began < limit.toNanos(); seed++) {
            sum = sum.plus(examined(seed));
        }
        return sum;
    }

    private World examined(long seed) {
        try {
            World world = worlds.apply(seed);
            List<String> broken = world.broken();
            if (!broken.isEmpty()) {
                throw new AssertionError(String.join("\n", broken) + "\n" + world);
            }
            return world;
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError(
                    "seed " + seed + " breaks a promise, again with: " + replay(seed) + "\n" + failed.getMessage(),
                    failed);
        }
    }
}
