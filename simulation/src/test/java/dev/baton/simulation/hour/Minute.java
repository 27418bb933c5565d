package dev.baton.simulation.hour;

import java.time.Duration;
import java.util.List;

/**
 * One minute of an hour.
 *
 * @param calls to the primary, for each request
 * @param failed the share of its requests that got no complete answer
 * @param firstToken of its requests
 */
record Minute(double calls, double failed, Spread firstToken) {

    private static final long NANOS = Duration.ofMinutes(1).toNanos();

    static Minute of(int minute, List<Visit> all, Server primary) {
        List<Visit> visits =
                all.stream().filter(visit -> visit.asked() / NANOS == minute).toList();
        double requests = Math.max(1, visits.size());
        return new Minute(
                primary.calls().stream().filter(at -> at / NANOS == minute).count() / requests,
                visits.stream().filter(visit -> !visit.isComplete()).count() / requests,
                Spread.of(visits.stream().filter(Visit::isBegun).mapToLong(Visit::toFirstToken)));
    }
}
