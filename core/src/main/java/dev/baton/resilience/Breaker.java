package dev.baton.resilience;

import dev.baton.route.RoutePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a target is down, and that it has come back.
 *
 * <pre>{@code
 *              `failures` in a row, or half of all calls in `window`
 *   ┌────────┐  (and `failures` of them); a lasting one twice in a row   ┌────────┐
 *   │ closed │ ────────────────────────────────────────────────────────► │  open  │ ◄──┐
 *   └────────┘                                                           └────────┘    │
 *       ▲                                                   `open` is over │           │ a probe fails:
 *       │                                                                  ▼           │ twice as long,
 *       │                   a probe's answer is complete             ┌───────────┐     │ up to `open-max`
 *       └─────────────────────────────────────────────────────────── │ half-open │ ────┘
 *                                                                    └───────────┘
 *                                                          one probe at a time; the next one
 *                                                          may begin with its first token
 * }</pre>
 *
 * <p>An answer that begins counts for the target until it breaks off; then it is as if it had never begun. So a target that dies in
 * every sentence opens, and one whose answers take minutes is not judged by its failures alone. Only a complete answer closes.
 *
 * <p>A probe gives its place to the next one with its first token, or after {@code open-max}: a long or hanging answer does not
 * keep the others away. What neither fails nor completes, such as a call whose client leaves, gives the place back.
 *
 * <p>Used by one thread at a time. Settings are arguments, since the routes that lead to a target may differ in them.
 */
final class Breaker {

    /** What waiting a little does not mend: once may be a mistake of the provider. */
    private static final int MOST_LASTING = 1;

    private final RecentCount failures = new RecentCount(RoutePolicy.Breaker.LONGEST_WINDOW);
    private final RecentCount successes = new RecentCount(RoutePolicy.Breaker.LONGEST_WINDOW);
    private final FailureRow row = new FailureRow();
    private boolean open;
    private Duration openFor = Duration.ZERO;
    private long openUntil;
    private int openings;
    private @Nullable Permit probe;
    private long probeUntil;

    Standing standing(long now) {
        if (!open) {
            return Standing.READY;
        }
        if (now - openUntil < 0) {
            return new Standing(Standing.Kind.OPEN, Duration.ofNanos(openUntil - now));
        }
        boolean taken = probe != null && now - probeUntil < 0;
        return Standing.of(taken ? Standing.Kind.PROBED : Standing.Kind.PROBE);
    }

    /** There are other signs than answers that the target is back: one request may try it at once. */
    void mayBeTried(long now) {
        if (open && openUntil - now > 0) {
            openUntil = now;
        }
    }

    /** The number of times it has opened: tells a probe from calls that began before. */
    int openings() {
        return openings;
    }

    /** A call is made that {@link #standing} allows. */
    void asked(Permit permit, long now) {
        if (open) {
            probe = permit;
            probeUntil = now + permit.settings().openMax().toNanos();
        }
    }

    /** The answer to a call begins. */
    void begun(Permit permit, long now) {
        if (!open) {
            permit.counts(now, row.begun());
            successes.add(now);
        }
    }

    /** The beginning of an answer stands: the answer is over, and not by the target's fault. */
    void stands(Permit permit) {
        Permit.Begun begun = permit.begun();
        if (begun != null && !isStale(permit)) {
            row.stands(begun.place());
        }
    }

    private void takeBack(Permit permit) {
        Permit.Begun begun = permit.begun();
        if (begun != null && !isStale(permit)) {
            successes.takeBack(begun.at());
            row.takeBack(begun.place());
        }
    }

    /** The call is no longer the one that keeps other probes away. */
    void givesWay(Permit permit) {
        if (probe == permit) {
            probe = null;
        }
    }

    /** The answer to a call is complete; true when that closes the breaker. */
    boolean completed(Permit permit) {
        stands(permit);
        if (!open || isStale(permit)) {
            return false;
        }
        open = false;
        openFor = Duration.ZERO;
        row.clear();
        failures.clear();
        successes.clear();
        return true;
    }

    /** Whether the breaker has opened since the call was made: then its end says nothing new. */
    private boolean isStale(Permit permit) {
        return permit.askedIn() != openings;
    }

    /**
     * A call failed.
     *
     * @param lasting whether it will go on failing for long
     * @return how long the breaker is open now, null when this did not open it
     */
    @Nullable
    Duration failed(Permit permit, boolean lasting, long now) {
        RoutePolicy.Breaker settings = permit.settings();
        if (open) {
            Duration longer = lasting ? settings.openMax() : openFor.multipliedBy(2);
            return isStale(permit) ? null : open(longer, settings, now);
        }
        takeBack(permit);
        row.failed(lasting);
        failures.add(now);
        if (row.lasting() > MOST_LASTING) {
            return open(settings.openMax(), settings, now);
        }
        return failsTooOften(settings, now) ? open(settings.open(), settings, now) : null;
    }

    private boolean failsTooOften(RoutePolicy.Breaker settings, long now) {
        int failed = failures.within(settings.window(), now);
        return row.failed() >= settings.failures()
                || (failed >= settings.failures() && failed >= successes.within(settings.window(), now));
    }

    private Duration open(Duration time, RoutePolicy.Breaker settings, long now) {
        open = true;
        openFor = time.compareTo(settings.openMax()) > 0 ? settings.openMax() : time;
        openUntil = now + openFor.toNanos();
        openings++;
        probe = null;
        return openFor;
    }
}
