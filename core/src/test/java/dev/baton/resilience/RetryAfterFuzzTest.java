package dev.baton.resilience;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Header lines, {@code name: value}, as a provider may send them. */
class RetryAfterFuzzTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @FuzzTest
    void waitsForAnHourAtMostAndForWhatTheNumberSays(byte[] lines) {
        Map<String, String> headers = headers(new String(lines, ISO_8859_1));

        Duration wait = read(headers, NOON);

        Duration later = read(headers, NOON.plusSeconds(60));
        assertThat(later == null).isEqualTo(wait == null);
        if (wait != null) {
            assertThat(wait).isBetween(Duration.ZERO, HOUR);
            assertThat(later).isBetween(Duration.ZERO, wait);
        }
        Duration stated = statedIn(headers);
        if (stated != null) {
            assertThat(wait).isEqualTo(stated);
        }
    }

    private static @Nullable Duration read(Map<String, String> headers, Instant now) {
        return RetryAfter.read(headers, InstantSource.fixed(now));
    }

    /** What the plain numbers among the headers ask for, by other arithmetic. */
    private static @Nullable Duration statedIn(Map<String, String> headers) {
        Duration millis = number(headers.get("retry-after-ms"), 1);
        return millis != null || headers.containsKey("retry-after-ms")
                ? millis
                : number(headers.get("retry-after"), 1000);
    }

    private static @Nullable Duration number(@Nullable String value, int millisPerUnit) {
        if (value == null || !value.strip().matches("[0-9]{1,12}(\\.[0-9]{1,3})?")) {
            return null;
        }
        BigDecimal millis = new BigDecimal(value.strip()).multiply(BigDecimal.valueOf(millisPerUnit));
        Duration wait =
                Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact());
        return wait.compareTo(HOUR) > 0 ? HOUR : wait;
    }

    private static Map<String, String> headers(String lines) {
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1));
            }
        }
        return headers;
    }
}
