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
    synchronized @Nullable Permit ask(
            Target target, RoutePolicy.Breaker settings, boolean timed, int mostCalls, long now) {
        if (standing(settings, mostCalls, now).isOut()) {
            return null;
        }
        Permit permit = new Permit(this, target, settings, breaker.openings(), timed, now);
        if (settings.enabled()) {
            breaker.asked(permit, now);
        }
        calls++;
        return permit;
    }

    synchronized void begun(Permit permit, long now) {
        breaker.givesWay(permit);
        if (permit.settings().enabled()) {
            breaker.begun(permit, now);
        }
        if (permit.isTimed()) {
            waits.add(now - permit.askedAt());
        }
    }

    /** It would have taken longer still, so what it took counts as one of the long ones. */
    synchronized void outrun(Permit permit, long now) {
        released(permit);
        waits.add(now - permit.askedAt());
    }

    synchronized @Nullable Duration usualWait() {
        return waits.usual();
    }

    synchronized void released(Permit permit) {
        leaves(permit);
        breaker.stands(permit);
    }

    private void leaves(Permit permit) {
        breaker.givesWay(permit);
        calls--;
    }

    synchronized @Nullable HealthChange completed(Permit permit) {
        leaves(permit);
        return permit.settings().enabled() && breaker.completed(permit)
                ? new HealthChange.Closed(permit.target())
                : null;
    }

    synchronized @Nullable HealthChange failed(Permit permit, Failure failure, long now) {
        leaves(permit);
        return permit.settings().enabled() ? judged(permit, failure, now) : null;
    }

    private @Nullable HealthChange judged(Permit permit, Failure failure, long now) {
        return switch (failure) {
            case Failure.Transient ignored -> failed(permit, false, now);
            case Failure.Unavailable ignored -> failed(permit, false, now);
            case Failure.Silent ignored -> failed(permit, false, now);
            case Failure.Interrupted ignored -> failed(permit, false, now);
            case Failure.QuotaExhausted ignored -> failed(permit, true, now);
            case Failure.CredentialRefused ignored -> failed(permit, true, now);
            case Failure.ModelGone ignored -> failed(permit, true, now);
            case Failure.RateLimited limited -> park(permit, limited.retryAfter(), now);
            case Failure.CallerFault ignored -> unchanged(permit);
            case Failure.ContextLength ignored -> unchanged(permit);
            case Failure.ContentPolicy ignored -> unchanged(permit);
            case Failure.PrefillRefused ignored -> unchanged(permit);
            case Failure.SeamFailed ignored -> unchanged(permit);
            case Failure.Unfit ignored -> unchanged(permit);
        };
    }

    private @Nullable HealthChange unchanged(Permit permit) {
        breaker.stands(permit);
        return null;
    }

    private @Nullable HealthChange failed(Permit permit, boolean lasting, long now) {
        Duration time = breaker.failed(permit, lasting, now);
        return time == null ? null : new HealthChange.Opened(permit.target(), time);
    }

    /** Never shortens a pause that another answer was asked for. */
    private @Nullable HealthChange park(Permit permit, @Nullable Duration asked, long now) {
        breaker.stands(permit);
        Duration named = asked == null ? UNNAMED_PAUSE : asked;
        Duration pause = named.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : named;
        if (pause.isZero() || (parked && parkedUntil - now >= pause.toNanos())) {
            return null;
        }
        parked = true;
        parkedUntil = now + pause.toNanos();
        return new HealthChange.Parked(permit.target(), pause);
    }
}
