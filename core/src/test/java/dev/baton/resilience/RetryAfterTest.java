package dev.baton.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryAfterTest {

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));

    /** Headers, and the wait they name. */
    record Case(Map<String, String> headers, @Nullable Duration expected) {
        static Case seconds(String value, @Nullable Duration expected) {
            return new Case(Map.of("retry-after", value), expected);
        }
    }

    static Stream<Case> headers() {
        return Stream.of(
                new Case(Map.of(), null),
                Case.seconds("2", Duration.ofSeconds(2)),
                Case.seconds("0", Duration.ZERO),
                Case.seconds(" 2 ", Duration.ofSeconds(2)),
                Case.seconds("1.5", Duration.ofMillis(1500)),
                Case.seconds("3600", Duration.ofHours(1)),
                Case.seconds("31536000", Duration.ofHours(1)),
                Case.seconds("9".repeat(400), Duration.ofHours(1)),
                Case.seconds("-1", null),
                Case.seconds("", null),
                Case.seconds("soon", null),
                Case.seconds("1e3", null),
                Case.seconds("NaN", null),
                Case.seconds("Infinity", null),
                Case.seconds("١٢", null),
                Case.seconds("Mon, 23 Nov 2026 12:00:30 GMT", Duration.ofSeconds(30)),
                Case.seconds("Mon, 23 Nov 2026 11:59:30 GMT", Duration.ZERO),
                Case.seconds("Tue, 23 Nov 2027 12:00:00 GMT", Duration.ofHours(1)),
                Case.seconds("Mon, 23 Nov 2026 25:00:30 GMT", null),
                new Case(Map.of("retry-after-ms", "250"), Duration.ofMillis(250)),
                new Case(Map.of("retry-after-ms", "250", "retry-after", "9"), Duration.ofMillis(250)),
                new Case(Map.of("retry-after-ms", "odd", "retry-after", "9"), Duration.ofSeconds(9)),
                Case.seconds("1795435230", Duration.ofSeconds(30)),
                Case.seconds("1795435230.5", Duration.ofMillis(30_500)),
                Case.seconds("1795435230000", Duration.ofSeconds(30)),
                Case.seconds("1795435170", Duration.ZERO),
                Case.seconds("2026-11-23T12:00:30Z", Duration.ofSeconds(30)),
                Case.seconds("2026-11-23T13:00:30+01:00", Duration.ofSeconds(30)),
                Case.seconds("2026-11-23T11:00:00Z", Duration.ZERO),
                Case.seconds("9999-12-31T23:59:59Z", Duration.ofHours(1)),
                Case.seconds("6m0s", Duration.ofMinutes(6)),
                Case.seconds("1h2m3s", Duration.ofHours(1)),
                Case.seconds("2m59.56s", Duration.ofMillis(179_560)),
                Case.seconds("12ms", Duration.ofMillis(12)),
                Case.seconds("500µs", Duration.ofNanos(500_000)),
                Case.seconds("999999999h", Duration.ofHours(1)),
                Case.seconds("1x", null),
                Case.seconds("s", null),
                Case.seconds("1.2.3s", null),
                Case.seconds("-1s", null));
    }

    static Stream<Case> rateLimits() {
        return Stream.of(
                new Case(Map.of("x-ratelimit-reset-requests", "20s"), Duration.ofSeconds(20)),
                new Case(
                        Map.of("x-ratelimit-reset-requests", "20s", "x-ratelimit-reset-tokens", "6m0s"),
                        Duration.ofSeconds(20)),
                new Case(
                        Map.of(
                                "x-ratelimit-remaining-requests", "99",
                                "x-ratelimit-reset-requests", "1ms",
                                "x-ratelimit-remaining-tokens", "0",
                                "x-ratelimit-reset-tokens", "6m0s"),
                        Duration.ofMinutes(6)),
                new Case(
                        Map.of(
                                "x-ratelimit-remaining-requests", "0",
                                "x-ratelimit-reset-requests", "1s",
                                "x-ratelimit-remaining-tokens", "0",
                                "x-ratelimit-reset-tokens", "20s"),
                        Duration.ofSeconds(20)),
                new Case(
                        Map.of(
                                "x-ratelimit-remaining-tokens",
                                "0",
                                "x-ratelimit-reset-tokens",
                                "7s",
                                "retry-after",
                                "2"),
                        Duration.ofSeconds(2)),
                new Case(Map.of("x-ratelimit-remaining-tokens", "15", "x-ratelimit-reset-tokens", "7s"), null),
                new Case(
                        Map.of("x-ratelimit-remaining-tokens", "-1", "x-ratelimit-reset-tokens", "7s"),
                        Duration.ofSeconds(7)),
                new Case(Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "0"), null),
                new Case(Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "-1"), null),
                new Case(
                        Map.of(
                                "anthropic-ratelimit-requests-remaining", "12",
                                "anthropic-ratelimit-requests-reset", "2026-11-23T12:00:01Z",
                                "anthropic-ratelimit-input-tokens-remaining", "0",
                                "anthropic-ratelimit-input-tokens-reset", "2026-11-23T12:00:45Z"),
                        Duration.ofSeconds(45)),
                new Case(
                        Map.of("x-ratelimit-remaining-requests-day", "0", "x-ratelimit-reset-requests-day", "33011.38"),
                        Duration.ofHours(1)),
                new Case(
                        Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "1795435230000"),
                        Duration.ofSeconds(30)),
                new Case(Map.of("ratelimit-remaining", "0", "ratelimit-reset", "30"), Duration.ofSeconds(30)),
                new Case(Map.of("x-ratelimit-limit-requests", "30", "x-reset", "30"), null));
    }

    @ParameterizedTest
    @MethodSource("rateLimits")
    void readsWhenTheLimitsThatAreUsedUpAreWholeAgain(Case row) {
        assertThat(RetryAfter.read(row.headers, NOON)).isEqualTo(row.expected);
    }

    @ParameterizedTest
    @MethodSource("headers")
    void readsHowLongToWait(Case row) {
        assertThat(RetryAfter.read(row.headers, NOON)).isEqualTo(row.expected);
    }
}
