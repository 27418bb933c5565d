package dev.baton;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Runs a property for many seeds, always the same ones. {@code -Dbaton.seeds=…} says how many, {@code -Dbaton.seed=…}
 * runs a single one again, as the failure of a seed tells.
 */
public final class Seeds {

    private Seeds() {}

    public static void forEach(Class<?> test, int usualCount, LongConsumer property) {
        seeds(usualCount).forEach(seed -> check(test, seed, property));
    }

    /** The same on all processors, for a property that shares nothing between its seeds. */
    public static void forEachInParallel(Class<?> test, int usualCount, LongConsumer property) {
        seeds(usualCount).parallel().forEach(seed -> check(test, seed, property));
    }

    private static LongStream seeds(int usualCount) {
        Long single = Long.getLong("baton.seed");
        return single == null
                ? LongStream.rangeClosed(1, Long.getLong("baton.seeds", usualCount))
                : LongStream.of(single);
    }

    private static void check(Class<?> test, long seed, LongConsumer property) {
        try {
            property.accept(seed);
        } catch (AssertionError | RuntimeException failed) {
            String replay = "mvn -q -pl core test -Dtest=" + test.getSimpleName() + " -Dbaton.seed=" + seed;
            throw new AssertionError("seed " + seed + " fails, again with: " + replay, failed);
        }
    }
}
