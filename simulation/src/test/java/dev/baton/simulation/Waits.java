package dev.baton.simulation;

import dev.baton.resilience.Failure;
import dev.baton.route.RoutePolicy;
import java.time.Duration;
import java.util.List;

/** Whether the calls of an answer followed each other when they should. */
final class Waits {

    private final Episode answer;
    private final Openings openings;
    private final Reckoning reckoning;
    private final RoutePolicy.Retry retry;
    private final List<SimulatedCall> calls;

    Waits(Episode answer, Openings openings, Reckoning reckoning) {
        this.answer = answer;
        this.openings = openings;
        this.reckoning = reckoning;
        this.retry = answer.policy().retry();
        this.calls = answer.calls();
    }

    /** Whether a call came at once, or as long after the one before as a repetition must wait. */
    boolean areRight(int index) {
        SimulatedCall before = calls.get(index - 1);
        Duration gap = Duration.ofNanos(calls.get(index).began() - before.ended());
        boolean inTime = hasWaited(index) ? isWait(gap, index - 1) : gap.isZero();
        return inTime || !answer.client().isGreedy();
    }

    /** Whether it is a repetition; or was to be one, and when the wait was over the target was not to be asked any more. */
    private boolean hasWaited(int index) {
        SimulatedCall before = calls.get(index - 1);
        SimulatedCall call = calls.get(index);
        boolean passedOver = call.began() > before.ended()
                && reckoning.at(call).isOut(before.asked().target());
        return openings.isRepeat(index) || (passedOver && !openings.isAtSeam(index));
    }

    private boolean isWait(Duration gap, int broken) {
        SimulatedCall call = calls.get(broken);
        Duration out = reckoning.whenItBroke(call).waits().get(call.asked().target());
        boolean named = answer.story().failures().get(broken) instanceof Failure.RateLimited limited
                && gap.equals(limited.retryAfter());
        boolean mustWait = named || (!out.isZero() && gap.equals(out));
        return mustWait ? gap.compareTo(retry.maxWait()) <= 0 : isBackoff(gap);
    }

    private boolean isBackoff(Duration gap) {
        Duration backoff = retry.backoff();
        return gap.compareTo(backoff.dividedBy(2)) >= 0 && gap.compareTo(backoff.plus(backoff.dividedBy(2))) <= 0;
    }
}
