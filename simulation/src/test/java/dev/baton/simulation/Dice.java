package dev.baton.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/** Chance, the same for the same seed. */
public final class Dice {

    private final SplittableRandom random;

    public Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Other dice, whose throws do not depend on how often these are thrown from now on. */
    public Dice another() {
        return new Dice(random.split());
    }

    public SplittableRandom generator() {
        return random;
    }

    public boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both ends included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    public Duration millis(int least, int most) {
        return Duration.ofMillis(between(least, most));
    }

    /** A wait whose length is spread as times between calls are. */
    public Duration exponential(Duration mean) {
        return Duration.ofNanos(exponential(mean.toNanos()));
    }

    /** Mostly less than the mean, and now and then much more. Strict, so that it is the same on every machine. */
    public long exponential(long mean) {
        return (long) (-StrictMath.log(1 - random.nextDouble()) * mean);
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
