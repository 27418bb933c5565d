package dev.baton.simulation;

import dev.baton.resilience.Failure;
import dev.baton.route.RoutePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How it must stand with one target: worked out from what became of its calls and from what is promised about that, without a
 * look at the product. All times are in nanoseconds.
 */
final class Chart {

    private static final Duration UNNAMED_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final int LASTING_FAILURES = 2;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What tells of the target: that the answer to a call began, or that a call failed. */
    private record Sign(SimulatedCall call, long at, boolean well, boolean lasting) {}

    private final RoutePolicy.Breaker rules;
    private final int mostCalls;

    /** The calls under way, and how often the target had been closed down when they began. */
    private final Map<SimulatedCall, Integer> running = new HashMap<>();

    /** In order, since the target was last found to have recovered. */
    private final List<Sign> signs = new ArrayList<>();

    /** The calls of which something reached its client. */
    private final Set<SimulatedCall> begun = new HashSet<>();

    private int timesOpened;
    private boolean open;
    private Duration timeOut = Duration.ZERO;
    private long outUntil;
    private long parkedUntil;
    private @Nullable SimulatedCall trial;
    private long trialUntil;
    private boolean unsure;

    Chart(RoutePolicy.Breaker rules, int mostCalls) {
        this.rules = rules;
        this.mostCalls = mostCalls;
    }

    Standing standing(long now) {
        if (rules.enabled() && waitAt(now) > 0) {
            return open && outUntil >= parkedUntil ? Standing.OPEN : Standing.PARKED;
        }
        boolean tried = trial != null && now < trialUntil;
        if (rules.enabled() && open && tried) {
            return Standing.BEING_TRIED;
        }
        return running.size() >= mostCalls ? Standing.FULL : open ? Standing.TO_BE_TRIED : Standing.READY;
    }

    Duration outFor(long now) {
        return Duration.ofNanos(rules.enabled() ? waitAt(now) : 0);
    }

    private long waitAt(long now) {
        return Math.max(0, Math.max(open ? outUntil - now : 0, parkedUntil - now));
    }

    /** Whether something happened that does not show from outside. */
    boolean isUnsure() {
        return unsure;
    }

    void losesTrack() {
        unsure = true;
    }

    boolean isRunning(SimulatedCall call) {
        return running.containsKey(call);
    }

    void asked(SimulatedCall call, long now) {
        running.put(call, timesOpened);
        if (open) {
            trial = call;
            trialUntil = now + rules.openMax().toNanos();
        }
    }

    /** Something of a call reached its client. Whoever tries the target makes room for the next one who does. */
    void heard(SimulatedCall call, long now) {
        makesRoom(call);
        boolean first = begun.add(call);
        if (first && !open && rules.enabled()) {
            signs.add(new Sign(call, now, true, false));
        }
    }

    private void makesRoom(SimulatedCall call) {
        trial = trial == call ? null : trial;
    }

    /** A call is over without telling anything. */
    void released(SimulatedCall call) {
        running.remove(call);
        makesRoom(call);
    }

    void succeeded(SimulatedCall call) {
        boolean ofThisTime = isOfThisTime(call);
        released(call);
        if (open && ofThisTime) {
            open = false;
            signs.clear();
        }
    }

    /** Whether the target has not been closed down since the call was made. */
    private boolean isOfThisTime(SimulatedCall call) {
        return running.getOrDefault(call, -1) == timesOpened;
    }

    void failed(SimulatedCall call, Failure failure, long now) {
        boolean ofThisTime = isOfThisTime(call);
        released(call);
        if (!rules.enabled()) {
            return;
        }
        switch (failure) {
            case Failure.Transient ignored -> counts(call, false, ofThisTime, now);
            case Failure.Unavailable ignored -> counts(call, false, ofThisTime, now);
            case Failure.Silent ignored -> counts(call, false, ofThisTime, now);
            case Failure.Interrupted ignored -> counts(call, false, ofThisTime, now);
            case Failure.QuotaExhausted ignored -> counts(call, true, ofThisTime, now);
            case Failure.CredentialRefused ignored -> counts(call, true, ofThisTime, now);
            case Failure.ModelGone ignored -> counts(call, true, ofThisTime, now);
            case Failure.RateLimited limited -> park(limited.retryAfter(), now);
            case Failure.CallerFault ignored -> {}
            case Failure.ContextLength ignored -> {}
            case Failure.ContentPolicy ignored -> {}
            case Failure.PrefillRefused ignored -> {}
            case Failure.SeamFailed ignored -> {}
            case Failure.Unfit ignored -> {}
        }
    }

    private void counts(SimulatedCall call, boolean lasting, boolean ofThisTime, long now) {
        if (open) {
            if (ofThisTime) {
                opens(lasting ? rules.openMax() : timeOut.multipliedBy(2), now);
            }
            return;
        }
        // An answer that breaks off has never begun.
        signs.removeIf(sign -> sign.call() == call && ofThisTime);
        signs.add(new Sign(call, now, false, lasting));
        if (inRow(true) >= LASTING_FAILURES) {
            opens(rules.openMax(), now);
        } else if (inRow(false) >= rules.failures() || failsHalfOfAll(now)) {
            opens(rules.open(), now);
        }
    }

    /** How many signs, from the last one backwards, are failures (lasting ones). */
    private int inRow(boolean lasting) {
        int inRow = 0;
        for (Sign sign : signs.reversed()) {
            if (sign.well() || (lasting && !sign.lasting())) {
                break;
            }
            inRow++;
        }
        return inRow;
    }

    private boolean failsHalfOfAll(long now) {
        long failed = lately(false, now);
        return failed >= rules.failures() && failed >= lately(true, now);
    }

    /** Counted to the second, the one under way included. */
    private long lately(boolean well, long now) {
        long first = now / SECOND - Math.ceilDiv(rules.window().toNanos(), SECOND) + 1;
        return signs.stream()
                .filter(sign -> sign.well() == well && sign.at() / SECOND >= first)
                .count();
    }

    private void opens(Duration time, long now) {
        open = true;
        timesOpened++;
        timeOut = time.compareTo(rules.openMax()) > 0 ? rules.openMax() : time;
        outUntil = now + timeOut.toNanos();
        trial = null;
    }

    private void park(@Nullable Duration asked, long now) {
        Duration named = asked == null ? UNNAMED_PAUSE : asked;
        Duration pause = named.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : named;
        parkedUntil = Math.max(parkedUntil, now + pause.toNanos());
    }
}
