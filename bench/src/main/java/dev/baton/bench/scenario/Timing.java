package dev.baton.bench.scenario;

import dev.baton.bench.contender.Contender;
import java.time.Duration;

/**
 * How long things take.
 *
 * @param first warm-up of a new process
 * @param warmup before each measurement, with the same load
 * @param span that is measured
 * @param factor applied to the three, for trying things out
 */
public record Timing(Duration first, Duration warmup, Duration span, double factor) {

    public static final Timing FULL =
            new Timing(Duration.ofSeconds(40), Duration.ofSeconds(6), Duration.ofSeconds(6), 1);
    public static final Timing QUICK =
            new Timing(Duration.ofSeconds(20), Duration.ofSeconds(4), Duration.ofSeconds(4), 1);

    private static final Duration SETTLING = Duration.ofSeconds(1);

    public Timing {
        if (factor <= 0 || factor > 10) {
            throw new IllegalArgumentException("--time: " + factor + " (expected: above 0, at most 10)");
        }
    }

    public Timing times(double other) {
        return new Timing(first, warmup, span, other);
    }

    Duration first(Contender contender) {
        return contender.warmsUp() ? scaled(first) : Duration.ZERO;
    }

    Duration warmup(Contender contender) {
        return scaled(contender.warmsUp() ? warmup : SETTLING);
    }

    Duration measured() {
        return scaled(span);
    }

    Duration scaled(Duration time) {
        return Duration.ofMillis(Math.max(1, Math.round(time.toMillis() * factor)));
    }

    int scaled(int count) {
        return Math.max(5, (int) Math.round(count * factor));
    }
}
