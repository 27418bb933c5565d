package dev.baton.simulation.hour;

import java.util.Locale;
import java.util.stream.LongStream;

/** Durations in order, in nanoseconds. */
record Spread(long[] sorted) {

    static Spread of(LongStream durations) {
        return new Spread(durations.sorted().toArray());
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    /** The least that so many of a hundred do not exceed; there must be one. */
    long percentile(int percent) {
        return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
    }

    @Override
    public String toString() {
        return isEmpty() ? "–" : seconds(percentile(50)) + " / " + seconds(percentile(99));
    }

    static String seconds(long nanos) {
        double seconds = nanos / 1e9;
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }
}
