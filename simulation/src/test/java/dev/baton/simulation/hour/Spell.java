package dev.baton.simulation.hour;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A trouble, from this instant of the hour on, and until that one. */
record Spell(Duration from, Duration to, Trouble trouble) {

    /** The middle half hour. */
    static List<Spell> halfAnHourOf(Trouble trouble) {
        return List.of(minutes(15, 45, trouble));
    }

    /** One minute of trouble after one without, from the tenth minute to the fiftieth. */
    static List<Spell> everyOtherMinute(Trouble trouble) {
        return IntStream.range(0, 20)
                .mapToObj(turn -> minutes(10 + 2 * turn, 11 + 2 * turn, trouble))
                .toList();
    }

    static Spell minutes(int from, int to, Trouble trouble) {
        return new Spell(Duration.ofMinutes(from), Duration.ofMinutes(to), trouble);
    }

    boolean includes(long nanos) {
        return nanos >= from.toNanos() && nanos < to.toNanos();
    }
}
