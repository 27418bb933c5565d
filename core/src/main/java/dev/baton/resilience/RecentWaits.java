package dev.baton.resilience;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How long the last {@value #KEPT} streams of a target let their readers wait for the first token. Used by one thread at a
 * time.
 */
final class RecentWaits {

    private static final int KEPT = 100;

    /** Of fewer, nobody knows what one in twenty is. */
    private static final int LEAST = 20;

    private final long[] nanos = new long[KEPT];
    private int known;
    private int next;

    void add(long wait) {
        nanos[next] = wait;
        next = (next + 1) % KEPT;
        known = Math.min(known + 1, KEPT);
    }

    /** What 19 of 20 keep to, the 95th percentile; null while fewer than {@value #LEAST} are known. */
    @Nullable
    Duration usual() {
        if (known < LEAST) {
            return null;
        }
        long[] sorted = Arrays.copyOf(nanos, known);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[(known * 95 + 99) / 100 - 1]);
    }
}
