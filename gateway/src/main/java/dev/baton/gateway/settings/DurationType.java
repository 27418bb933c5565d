package dev.baton.gateway.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code 500ms}, {@code 2s}, {@code 10m}, {@code 1h} or ISO-8601.
 *
 * @param min the shortest that makes sense
 * @param max the longest that makes sense
 * @param example a sensible one, for messages
 */
record DurationType(Duration min, Duration max, String example) implements ValueType<Duration> {
    // What is shorter is zero to a timer.
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Pattern SHORT = Pattern.compile("(?<amount>-?[0-9]{1,9})(?<unit>ms|s|m|h)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

    /** At least a millisecond. */
    DurationType(Duration max, String example) {
        this(SHORTEST, max, example);
    }

    /** Zero too: the thing is done without. */
    static DurationType orZero(Duration max, String example) {
        return new DurationType(Duration.ZERO, max, example);
    }

    @Override
    public String expected() {
        return "a duration " + (min.isZero() ? ">=" : ">") + " 0, such as " + example;
    }

    @Override
    public Duration parse(String text) throws Mismatch {
        Duration duration = duration(text);
        if (duration.compareTo(min) < 0) {
            throw new Mismatch(expected());
        }
        if (duration.compareTo(max) > 0) {
            throw new Mismatch("a duration of at most " + Durations.shortest(max) + ", such as " + example);
        }
        return duration;
    }

    private Duration duration(String text) throws Mismatch {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher parts = SHORT.matcher(lower);
        if (parts.matches()) {
            return of(Integer.parseInt(parts.group("amount")), parts.group("unit"));
        }
        if (NUMBER.matcher(text).matches()) {
            throw new Mismatch("a duration with its unit (ms, s, m or h), such as " + example);
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException notADuration) {
            throw new Mismatch(expected());
        }
    }

    private static Duration of(int amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
