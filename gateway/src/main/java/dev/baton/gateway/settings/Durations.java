package dev.baton.gateway.settings;

import java.time.Duration;

/** Durations as a configuration writes them. */
public final class Durations {
    private Durations() {}

    /** The shortest way to write a duration of whole milliseconds: {@code 1500ms}, {@code 90s}, {@code 10m}, {@code 1h}. */
    public static String shortest(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        if (millis % 60_000 != 0) {
            return duration.toSeconds() + "s";
        }
        return millis % 3_600_000 != 0 ? duration.toMinutes() + "m" : duration.toHours() + "h";
    }
}
