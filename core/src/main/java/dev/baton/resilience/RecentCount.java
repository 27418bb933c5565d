package dev.baton.resilience;

import java.time.Duration;
import java.util.Arrays;

/** Counts what happened lately, to the second. Used by one thread at a time. */
final class RecentCount {

    private static final long SECOND = 1_000_000_000L;

    private final int[] counts;
    private final long[] seconds;

    /** @param longest window that will be asked for */
    RecentCount(Duration longest) {
        counts = new int[secondsOf(longest)];
        seconds = new long[counts.length];
    }

    private static int secondsOf(Duration window) {
        return Math.toIntExact(Math.max(1, window.plusNanos(SECOND - 1).toSeconds()));
    }

    void add(long now) {
        long second = Math.floorDiv(now, SECOND);
        int slot = Math.floorMod(second, counts.length);
        if (seconds[slot] != second) {
            seconds[slot] = second;
            counts[slot] = 0;
        }
        counts[slot]++;
    }

    /** It did not happen after all; does nothing where that is long ago. */
    void takeBack(long at) {
        long second = Math.floorDiv(at, SECOND);
        int slot = Math.floorMod(second, counts.length);
        if (seconds[slot] == second && counts[slot] > 0) {
            counts[slot]--;
        }
    }

    /** How often it happened within a window; the second that is under way is the last one of it. */
    int within(Duration window, long now) {
        long second = Math.floorDiv(now, SECOND);
        int length = secondsOf(window);
        int sum = 0;
        for (int slot = 0; slot < counts.length; slot++) {
            long age = second - seconds[slot];
            sum += age >= 0 && age < length ? counts[slot] : 0;
        }
        return sum;
    }

    void clear() {
        Arrays.fill(counts, 0);
    }
}
