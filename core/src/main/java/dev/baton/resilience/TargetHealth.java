package dev.baton.resilience;

import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is remembered of one target. Safe for use by many threads: each method is one short step under its lock. */
final class TargetHealth {

    /** How long a target is left alone that is busy and does not say for how long. */
    private static final Duration UNNAMED_PAUSE = Duration.ofSeconds(1);

    /** The longest that a target is left alone for, whatever it asks for: then it is asked once more. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Breaker breaker = new Breaker();
    private final RecentWaits waits = new RecentWaits();
    private boolean parked;
    private long parkedUntil;
    private boolean down;
    private long downUntil;
    private int calls;

    /** How it stands for a route with these settings. */
    synchronized Standing standing(RoutePolicy.Breaker settings, int mostCalls, long now) {
        Standing known = settings.enabled() ? known(now) : Standing.READY;
        return known.isOut() || calls < mostCalls ? known : Standing.of(Standing.Kind.FULL);
    }

    private Standing known(long now) {
        Standing busy = longer(Standing.Kind.PARKED, parked ? parkedUntil - now : 0, breaker.standing(now));
        return longer(Standing.Kind.DOWN, down ? downUntil - now : 0, busy);
    }

    private static Standing longer(Standing.Kind kind, long nanos, Standing other) {
        return nanos > other.outFor().toNanos() ? new Standing(kind, Duration.ofNanos(nanos)) : other;
    }

    synchronized void down(long until) {
        down = true;
        downUntil = until;
    }

    synchronized void up(long now) {
        down = false;
        breaker.mayBeTried(now);
    }

    /** Begins a call; null when the target is not to be asked now. */
    synchronized @Nullable Turn ask(
            Target target, RoutePolicy.Breaker settings, boolean timed, int mostCalls, long now) {
        if (standing(settings, mostCalls, now).isOut()) {
            return null;
        }
        Turn turn = new Turn(this, target, settings, breaker.openings(), timed, now);
        if (settings.enabled()) {
            breaker.asked(turn, now);
        }
        calls++;
        return turn;
    }

    synchronized void begun(Turn turn, long now) {
        breaker.givesWay(turn);
        if (turn.settings().enabled()) {
            breaker.begun(turn, now);
        }
        if (turn.isTimed()) {
            waits.add(now - turn.askedAt());
        }
    }

    /** It would have taken longer still, so what it took counts as one of the long ones. */
    synchronized void outrun(Turn turn, long now) {
        released(turn);
        waits.add(now - turn.askedAt());
    }

    synchronized @Nullable Duration usualWait() {
        return waits.usual();
    }

    synchronized void released(Turn turn) {
        leaves(turn);
        breaker.stands(turn);
    }

    private void leaves(Turn turn) {
        breaker.givesWay(turn);
        calls--;
    }

    synchronized @Nullable HealthChange completed(Turn turn) {
        leaves(turn);
        return turn.settings().enabled() && breaker.completed(turn) ? new HealthChange.Closed(turn.target()) : null;
    }

    synchronized @Nullable HealthChange failed(Turn turn, Failure failure, long now) {
        leaves(turn);
        return turn.settings().enabled() ? judged(turn, failure, now) : null;
    }

    private @Nullable HealthChange judged(Turn turn, Failure failure, long now) {
        return switch (failure) {
            case Failure.Transient ignored -> failed(turn, false, now);
            case Failure.Unavailable ignored -> failed(turn, false, now);
            case Failure.Silent ignored -> failed(turn, false, now);
            case Failure.Interrupted ignored -> failed(turn, false, now);
            case Failure.QuotaExhausted ignored -> failed(turn, true, now);
            case Failure.CredentialRefused ignored -> failed(turn, true, now);
            case Failure.ModelGone ignored -> failed(turn, true, now);
            case Failure.RateLimited limited -> park(turn, limited.retryAfter(), now);
            case Failure.CallerFault ignored -> unchanged(turn);
            case Failure.ContextLength ignored -> unchanged(turn);
            case Failure.ContentPolicy ignored -> unchanged(turn);
            case Failure.PrefillRefused ignored -> unchanged(turn);
            case Failure.SeamFailed ignored -> unchanged(turn);
            case Failure.Unfit ignored -> unchanged(turn);
        };
    }

    private @Nullable HealthChange unchanged(Turn turn) {
        breaker.stands(turn);
        return null;
    }

    private @Nullable HealthChange failed(Turn turn, boolean lasting, long now) {
        Duration time = breaker.failed(turn, lasting, now);
        return time == null ? null : new HealthChange.Opened(turn.target(), time);
    }

    /** Never shortens a pause that another answer was asked for. */
    private @Nullable HealthChange park(Turn turn, @Nullable Duration asked, long now) {
        breaker.stands(turn);
        Duration named = asked == null ? UNNAMED_PAUSE : asked;
        Duration pause = named.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : named;
        if (pause.isZero() || (parked && parkedUntil - now >= pause.toNanos())) {
            return null;
        }
        parked = true;
        parkedUntil = now + pause.toNanos();
        return new HealthChange.Parked(turn.target(), pause);
    }
}
