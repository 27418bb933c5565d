package dev.baton.simulation;

import dev.baton.resilience.Failure;
import dev.baton.route.Route;
import dev.baton.route.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.SignalType;

/** Works out, from what happened at a gateway, what it had to know of its targets whenever it chose one. */
final class Reckoning {

    private static final Duration REFUSAL_REMEMBERED = Duration.ofHours(1);

    private final Map<Target, Chart> charts = new LinkedHashMap<>();
    private final Map<Target, Long> refusedPrefill = new HashMap<>();
    private final Map<SimulatedCall, Integer> unheard = new HashMap<>();
    private final Set<SimulatedCall> ended = new HashSet<>();
    private final Map<SimulatedCall, Known> atCall = new HashMap<>();
    private final Map<SimulatedCall, Known> atBreak = new HashMap<>();
    private final Map<Episode, Known> atEnd = new HashMap<>();

    private Reckoning(Route route, int mostCalls) {
        for (Target target : route.targets().toList()) {
            charts.put(target, new Chart(route.policy().breaker(), mostCalls));
        }
    }

    /**
     * Goes through what happened.
     *
     * @param mostCalls to one target at a time
     */
    static Reckoning of(Route route, int mostCalls, List<Happening> happenings) {
        Reckoning reckoning = new Reckoning(route, mostCalls);
        for (Happening happening : happenings) {
            if (happening instanceof Happening.Heard heard) {
                reckoning.unheard.merge(heard.call(), 1, Integer::sum);
            }
        }
        happenings.forEach(reckoning::add);
        return reckoning;
    }

    private void add(Happening happening) {
        long now = happening.at();
        switch (happening) {
            case Happening.Came ignored -> {}
            case Happening.Asked asked -> asked(asked.call(), now);
            case Happening.Heard heard -> heard(heard.call(), now);
            case Happening.Ended over -> ended(over.call());
            case Happening.Broke broke -> broke(broke.call(), broke.failure(), now);
            case Happening.Over over -> over(over.answer(), now);
        }
    }

    private void asked(SimulatedCall call, long now) {
        atCall.put(call, knownAt(now));
        chart(call).asked(call, now);
    }

    private void heard(SimulatedCall call, long now) {
        chart(call).heard(call, now);
        unheard.merge(call, -1, Integer::sum);
        succeedsWhenAllIsTaken(call);
    }

    private void ended(SimulatedCall call) {
        ended.add(call);
        if (mayHaveSucceeded(call) || mayHaveWaited(call)) {
            chart(call).losesTrack();
        }
        succeedsWhenAllIsTaken(call);
    }

    private void succeedsWhenAllIsTaken(SimulatedCall call) {
        boolean taken = ended.contains(call) && unheard.getOrDefault(call, 0) == 0;
        if (taken && completes(call) && chart(call).isRunning(call)) {
            chart(call).succeeded(call);
        }
    }

    /** Whether it is the call with which its answer came to a good end. */
    private static boolean completes(SimulatedCall call) {
        Episode answer = call.asked().answer();
        return answer.end() == SignalType.ON_COMPLETE && call == answer.calls().getLast() && !hasBroken(answer);
    }

    /** Whether the last call of an answer broke, too. */
    private static boolean hasBroken(Episode answer) {
        return answer.story().failures().size() == answer.calls().size();
    }

    /** Whether it was over before its client left: with success if all had been taken, which does not show from outside. */
    private static boolean mayHaveSucceeded(SimulatedCall call) {
        Episode answer = call.asked().answer();
        boolean isLast = call == answer.calls().getLast();
        return isLast && !hasBroken(answer) && !completes(call) && call.ended() < answer.ended();
    }

    /**
     * Whether usage may have waited for a slow client until the deadline took it away, so that the call was not over before; an
     * event that is never handed out does not show from outside.
     */
    private static boolean mayHaveWaited(SimulatedCall call) {
        Episode answer = call.asked().answer();
        long deadline = answer.began() + answer.policy().timeouts().total().toNanos();
        return completes(call) && call.ended() < deadline && deadline <= answer.ended();
    }

    private void broke(SimulatedCall call, Failure failure, long now) {
        chart(call).failed(call, failure, now);
        if (failure instanceof Failure.PrefillRefused) {
            refusedPrefill.put(failure.target(), now);
        }
        atBreak.put(call, knownAt(now));
    }

    private void over(Episode answer, long now) {
        atEnd.put(answer, knownAt(now));
        answer.calls().stream().filter(call -> chart(call).isRunning(call)).forEach(call -> over(call));
    }

    /** The last call of an answer that is over. */
    private void over(SimulatedCall call) {
        if (completes(call)) {
            chart(call).succeeded(call);
        } else {
            chart(call).released(call);
        }
    }

    private Known knownAt(long now) {
        Set<Target> refusing = new HashSet<>(refusedPrefill.keySet());
        refusing.removeIf(target -> now - refusedPrefill.get(target) >= REFUSAL_REMEMBERED.toNanos());
        Map<Target, Standing> standings = new HashMap<>();
        Map<Target, Duration> waits = new HashMap<>();
        charts.forEach((target, chart) -> {
            standings.put(target, chart.standing(now));
            waits.put(target, chart.outFor(now));
        });
        return new Known(refusing, standings, waits, charts.values().stream().anyMatch(Chart::isUnsure));
    }

    private Chart chart(SimulatedCall call) {
        return charts.get(call.asked().target());
    }

    /** What was known when a call was made. */
    Known at(SimulatedCall call) {
        return atCall.get(call);
    }

    /** What was known when a call had come to nothing. */
    Known whenItBroke(SimulatedCall call) {
        return atBreak.get(call);
    }

    /** What was known when an answer ended. */
    Known atEndOf(Episode answer) {
        return atEnd.get(answer);
    }
}
