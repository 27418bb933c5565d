package dev.baton.resilience;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks us to wait: {@code retry-after-ms} (Azure, OpenAI; the SDKs obey it first), else
 * {@code retry-after} in seconds or as an HTTP date (RFC 9110, 10.2.3).
 */
final class RetryAfter {

    /** Longer waits are cut to this: a provider that asks for a year has a fault of its own. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * The wait, at least zero and at most an hour.
     *
     * @param headers by lower-case name
     * @return null when the headers name none that can be understood
     */
    static @Nullable Duration read(Map<String, String> headers, InstantSource clock) {
        Duration millis = parse(headers.get("retry-after-ms"), 1, clock);
        return millis != null ? millis : parse(headers.get("retry-after"), 1000, clock);
    }

    private static @Nullable Duration parse(@Nullable String value, int millisPerUnit, InstantSource clock) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        Duration wait = text.matches("\\d+(\\.\\d*)?") ? amount(text, millisPerUnit) : date(text, clock);
        return wait == null ? null : clamp(wait);
    }

    private static Duration amount(String text, int millisPerUnit) {
        double millis = Double.parseDouble(text) * millisPerUnit;
        return millis >= LONGEST.toMillis() ? LONGEST : Duration.ofMillis(Math.round(millis));
    }

    private static @Nullable Duration date(String text, InstantSource clock) {
        try {
            ZonedDateTime until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(clock.instant(), until.toInstant());
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }

    private static Duration clamp(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
