package dev.baton.resilience;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of its rate limits, one header for what remains of each and one for when it is whole again:
 * {@code x-ratelimit-remaining-requests} and {@code x-ratelimit-reset-requests} (OpenAI and many others),
 * {@code anthropic-ratelimit-input-tokens-remaining} and {@code …-reset} (Anthropic), {@code x-ratelimit-reset} alone.
 */
final class RateLimits {

    private static final Pattern RESET = Pattern.compile("(x-|anthropic-)?ratelimit-(.+-)?reset(-.+)?");
    private static final Pattern NOTHING = Pattern.compile("0+(\\.0*)?");
    private static final Pattern SOMETHING = Pattern.compile("\\d+(\\.\\d*)?");

    private RateLimits() {}

    /**
     * The wait until all limits that are used up are whole again. Where it is not said which those are, the shortest wait for
     * one that may be.
     *
     * @param headers by lower-case name
     * @return null when there is none to be understood
     */
    static @Nullable Duration wait(Map<String, String> headers, InstantSource clock) {
        List<Duration> usedUp = new ArrayList<>();
        List<Duration> unknown = new ArrayList<>();
        headers.forEach((name, value) -> {
            Duration wait = RESET.matcher(name).matches() ? WaitText.read(value, clock) : null;
            // Azure sends 0 and -1 where it does not know.
            if (wait != null && !wait.isZero()) {
                String remaining = headers.getOrDefault(name.replace("reset", "remaining"), "")
                        .strip();
                if (NOTHING.matcher(remaining).matches()) {
                    usedUp.add(wait);
                } else if (!SOMETHING.matcher(remaining).matches()) {
                    unknown.add(wait);
                }
            }
        });
        return usedUp.isEmpty()
                ? unknown.stream().min(Comparator.naturalOrder()).orElse(null)
                : usedUp.stream().max(Comparator.naturalOrder()).orElseThrow();
    }
}
