package dev.baton.resilience;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks us to wait: {@code retry-after-ms} (Azure, OpenAI; the SDKs obey it first), else
 * {@code retry-after} (RFC 9110, 10.2.3), else what its {@linkplain RateLimits rate limits} say.
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
        return limited(named(headers, clock));
    }

    /** As {@link #read}, for a wait that the body of an error names; null without one. */
    static @Nullable Duration inBody(@Nullable String text, InstantSource clock) {
        return limited(WaitText.read(text, clock));
    }

    private static @Nullable Duration limited(@Nullable Duration wait) {
        return wait == null || wait.compareTo(LONGEST) <= 0 ? wait : LONGEST;
    }

    private static @Nullable Duration named(Map<String, String> headers, InstantSource clock) {
        Duration millis = WaitText.millis(headers.get("retry-after-ms"));
        if (millis != null) {
            return millis;
        }
        Duration asked = WaitText.read(headers.get("retry-after"), clock);
        return asked != null ? asked : RateLimits.wait(headers, clock);
    }
}
