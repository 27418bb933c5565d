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
                new Case(Map.of("retry-after-ms", "odd", "retry-after", "9"), Duration.ofSeconds(9)));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void readsHowLongToWait(Case row) {
        assertThat(RetryAfter.read(row.headers, NOON)).isEqualTo(row.expected);
    }
}
