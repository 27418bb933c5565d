package dev.baton;

import java.util.function.LongConsumer;

/**
 * Runs a property for many seeds, always the same ones. {@code -Dbaton.seeds=…} says how many, {@code -Dbaton.seed=…}
 * runs a single one again, as the failure of a seed tells.
 */
public final class Seeds {

    private Seeds() {}

    public static void forEach(Class<?> test, int usualCount, LongConsumer property) {
        Long single = Long.getLong("baton.seed");
        if (single != null) {
            property.accept(single);
            return;
        }
        for (long seed = 1; seed <= Long.getLong("baton.seeds", usualCount); seed++) {
            try {
                property.accept(seed);
            } catch (AssertionError | RuntimeException failed) {
                String replay = "mvn -q -pl core test -Dtest=" + test.getSimpleName() + " -Dbaton.seed=" + seed;
                throw new AssertionError("seed " + seed + " fails, again with: " + replay, failed);
            }
        }
    }
}
