package dev.baton.resilience;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A wait as providers write it: seconds ({@code 20}, {@code 1.5}), a time as seconds or milliseconds of the epoch, a duration of
 * Go ({@code 6m0s}, {@code 12ms}), an HTTP date (RFC 9110, 5.6.7) or a time of RFC 3339. A time that is past is no wait.
 */
final class WaitText {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,400}(\\.\\d{0,100})?");
    private static final Pattern GO_DURATION = Pattern.compile("(\\d{1,9}(\\.\\d{1,20})?(ns|us|µs|ms|s|m|h)){1,7}");
    private static final Pattern GO_PART = Pattern.compile("(?<amount>[\\d.]+)(?<unit>[a-zµ]+)");

    /** More seconds than this are 30 years, and so a time; more than that again, and they are milliseconds. */
    private static final double EPOCH_SECONDS = 1e9;

    private static final double EPOCH_MILLIS = 1e12;

    private WaitText() {}

    /** A number of milliseconds; null for anything else. */
    static @Nullable Duration millis(@Nullable String text) {
        return text == null || !NUMBER.matcher(text.strip()).matches()
                ? null
                : seconds(Double.parseDouble(text.strip()) / 1000);
    }

    /** A wait of any form; null for anything else. */
    static @Nullable Duration read(@Nullable String text, InstantSource clock) {
        if (text == null) {
            return null;
        }
        String value = text.strip();
        if (NUMBER.matcher(value).matches()) {
            return number(Double.parseDouble(value), clock);
        }
        return GO_DURATION.matcher(value).matches() ? goDuration(value) : until(time(value), clock);
    }

    private static @Nullable Duration number(double value, InstantSource clock) {
        if (value < EPOCH_SECONDS) {
            return seconds(value);
        }
        double millis = value < EPOCH_MILLIS ? value * 1000 : value;
        return seconds(Math.max(0, (millis - clock.millis()) / 1000));
    }

    private static Duration seconds(double amount) {
        return Duration.ofNanos(Math.round(Math.min(amount, EPOCH_SECONDS) * 1e9));
    }

    private static Duration goDuration(String value) {
        double sum = 0;
        Matcher part = GO_PART.matcher(value);
        while (part.find()) {
            sum += Double.parseDouble(part.group("amount")) * secondsIn(part.group("unit"));
        }
        return seconds(sum);
    }

    private static double secondsIn(String unit) {
        return switch (unit) {
            case "h" -> 3600;
            case "m" -> 60;
            case "s" -> 1;
            case "ms" -> 1e-3;
            case "ns" -> 1e-9;
            default -> 1e-6;
        };
    }

    private static @Nullable Duration until(@Nullable Instant time, InstantSource clock) {
        if (time == null) {
            return null;
        }
        Duration wait = Duration.between(clock.instant(), time);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static @Nullable Instant time(String value) {
        try {
            return value.contains(",")
                    ? ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
