package dev.baton.simulation;

import java.time.Duration;
import java.util.List;

/** How often anybody was asked for the same again, over all answers of a gateway. */
final class Repeats {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int WINDOW_SECONDS = 10;
    private static final int ALWAYS_ALLOWED = 10;
    private static final int REQUESTS_FOR_ONE = 10;

    private final List<Long> requests;
    private final List<Long> repeats;

    /**
     * Both in order.
     *
     * @param requests when clients came
     * @param repeats when it was decided to ask for the same again
     */
    Repeats(List<Long> requests, List<Long> repeats) {
        this.requests = requests;
        this.repeats = repeats;
    }

    /** Whether there were never more of them, in the last ten seconds, than ten or a tenth of the requests. */
    boolean areWithinTheBudget() {
        return repeats.stream()
                .allMatch(
                        at -> lately(repeats, at) <= Math.max(ALWAYS_ALLOWED, lately(requests, at) / REQUESTS_FOR_ONE));
    }

    /** Counted to the second, the one under way included. */
    private static long lately(List<Long> times, long now) {
        return times.stream()
                .filter(at -> at <= now && at / SECOND > now / SECOND - WINDOW_SECONDS)
                .count();
    }
}
