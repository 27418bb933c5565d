package dev.baton.simulation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a client reads.
 *
 * @param greedy whether it wants everything at once
 * @param atOnce how many pieces it wants at a time, when it is not greedy
 * @param pause before it wants more, at most
 * @param naps whether it sometimes pauses for very long
 * @param leavesAfter the piece that is the last it takes before it leaves, 0 when it does not leave that way
 * @param stallsAfter the piece after which it takes no more, and is cut when that has lasted; 0 when it does not
 * @param leavesAt when it leaves at the latest, null for never
 */
record Habit(
        boolean greedy,
        int atOnce,
        Duration pause,
        boolean naps,
        int leavesAfter,
        int stallsAfter,
        @Nullable Duration leavesAt) {

    static final Habit GREEDY = new Habit(true, 0, Duration.ZERO, false, 0, 0, null);

    static Habit drawn(Dice dice) {
        boolean greedy = dice.percent(60);
        Habit reader = new Habit(
                greedy, dice.between(1, 9), dice.millis(1, dice.oneOf(20, 400, 4_000)), dice.percent(25), 0, 0, null);
        return switch (dice.below(10)) {
            case 0 -> reader.leavingAfter(dice.between(1, 30));
            case 1 -> reader.leavingAt(dice.millis(0, dice.oneOf(100, 3_000, 60_000)));
            case 2 -> reader.stallingAfter(dice.between(1, 20));
            default -> reader;
        };
    }

    private Habit leavingAfter(int pieces) {
        return new Habit(greedy, atOnce, pause, naps, pieces, stallsAfter, leavesAt);
    }

    private Habit leavingAt(Duration when) {
        return new Habit(greedy, atOnce, pause, naps, leavesAfter, stallsAfter, when);
    }

    private Habit stallingAfter(int pieces) {
        return new Habit(false, Math.min(atOnce, pieces), pause, naps, leavesAfter, pieces, leavesAt);
    }
}
