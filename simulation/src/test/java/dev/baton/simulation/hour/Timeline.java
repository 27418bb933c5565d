package dev.baton.simulation.hour;

import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** An hour as lines of one character a minute. */
final class Timeline {

    private static final String LEVELS = "·▁▂▃▄▅▆▇█";
    private static final int HIGHEST = LEVELS.length() - 1;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private Timeline() {}

    /** The minutes, in tens. */
    static String scale() {
        return "0         10        20        30        40        50       60";
    }

    /** Where the primary is in trouble. */
    static String trouble(Scenario scenario) {
        StringBuilder line = new StringBuilder();
        for (int minute = 0; minute < Hour.LENGTH.toMinutes(); minute++) {
            line.append(scenario.includes(Duration.ofMinutes(minute).toNanos()) ? '═' : ' ');
        }
        return line.toString().stripTrailing();
    }

    /** Calls to the primary: as high as can be where it is one or more for each request. */
    static String calls(List<Minute> minutes) {
        return line(minutes, minute -> level(minute.calls()));
    }

    /** The share of requests that failed. */
    static String failed(List<Minute> minutes) {
        return line(minutes, minute -> level(minute.failed()));
    }

    /** What nine in ten first tokens were not later than: 1 s and then each time twice as much. */
    static String firstToken(List<Minute> minutes) {
        return line(
                minutes,
                minute -> minute.firstToken().isEmpty()
                        ? 0
                        : doublings(minute.firstToken().percentile(90)));
    }

    private static int doublings(long nanos) {
        int level = 1;
        for (long limit = SECOND; level < HIGHEST && nanos > limit; limit *= 2) {
            level++;
        }
        return level;
    }

    private static int level(double share) {
        return (int) Math.ceil(Math.min(1, share) * HIGHEST);
    }

    private static String line(List<Minute> minutes, ToIntFunction<Minute> level) {
        return minutes.stream()
                .map(minute -> LEVELS.substring(level.applyAsInt(minute), level.applyAsInt(minute) + 1))
                .collect(Collectors.joining());
    }
}
