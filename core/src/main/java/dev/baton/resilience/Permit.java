package dev.baton.resilience;

import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Leave to make one call to a target, and the duty to say what became of it. The first of {@link #completed}, {@link #failed},
 * {@link #outrun} and {@link #released} counts, what comes after it does nothing. Used by one thread at a time, except for {@code released},
 * which any thread may call.
 */
public final class Permit {

    private final TargetHealth health;
    private final Target target;
    private final RoutePolicy.Breaker settings;
    private final int askedIn;
    private final boolean timed;
    private final long askedAt;
    private final AtomicBoolean over = new AtomicBoolean();
    private boolean answering;
    private @Nullable Begun begun;

    /**
     * What the beginning of the answer has changed, until it breaks off.
     *
     * @param place where in the row of failures it was
     */
    record Begun(long at, FailureRow.Place place) {}

    /**
     * @param askedIn how often the target's breaker had opened when the call was made
     * @param timed whether its first useful event tells how long the target lets others wait
     */
    Permit(TargetHealth health, Target target, RoutePolicy.Breaker settings, int askedIn, boolean timed, long askedAt) {
        this.health = health;
        this.target = target;
        this.settings = settings;
        this.askedIn = askedIn;
        this.timed = timed;
        this.askedAt = askedAt;
    }

    Target target() {
        return target;
    }

    RoutePolicy.Breaker settings() {
        return settings;
    }

    int askedIn() {
        return askedIn;
    }

    boolean isTimed() {
        return timed;
    }

    long askedAt() {
        return askedAt;
    }

    /** Null for as long as its beginning has not counted. */
    @Nullable
    Begun begun() {
        return begun;
    }

    void counts(long at, FailureRow.Place place) {
        begun = new Begun(at, place);
    }

    /**
     * A useful event came; may be said of each.
     *
     * @param nanos a monotonic clock, asked with the first one
     */
    public void answering(LongSupplier nanos) {
        if (!answering) {
            answering = true;
            health.begun(this, nanos.getAsLong());
        }
    }

    /**
     * The answer is complete.
     *
     * @return what that changes for other answers, null for nothing
     */
    public @Nullable HealthChange completed() {
        return over.compareAndSet(false, true) ? health.completed(this) : null;
    }

    /**
     * The call failed, be it by the target's fault or not.
     *
     * @return what that changes for other answers, null for nothing
     */
    public @Nullable HealthChange failed(Failure failure, long now) {
        return over.compareAndSet(false, true) ? health.failed(this, failure, now) : null;
    }

    /** Another call began to answer before this one did, and this one is over. */
    public void outrun(long now) {
        if (over.compareAndSet(false, true)) {
            health.outrun(this, now);
        }
    }

    /** The call is over, and nothing is known of how it would have ended: its client left, or the time was up. */
    public void released() {
        if (over.compareAndSet(false, true)) {
            health.released(this);
        }
    }
}
