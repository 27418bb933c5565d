package dev.baton.resilience;

import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of a process learn from each other. Safe for use by many threads.
 *
 * @param refusals who does not continue an answer although it should
 * @param health who is not to be asked for now
 * @param budget how many calls may be made for nothing but luck
 */
public record Memory(PrefillRefusals refusals, Health health, RepeatBudget budget) {

    /** Knows nothing yet. */
    public Memory() {
        this(new PrefillRefusals(), new Health(), new RepeatBudget());
    }

    /**
     * What the plans of a route look at.
     *
     * @param nanos a monotonic clock, the same for all calls
     */
    public Outlook outlook(RoutePolicy policy, LongSupplier nanos) {
        return new Outlook() {
            @Override
            public boolean refusesPrefill(Target target) {
                return refusals.include(target, nanos.getAsLong());
            }

            @Override
            public Standing standing(Target target) {
                return health.standing(target, policy.breaker(), nanos.getAsLong());
            }

            @Override
            public @Nullable Duration usualWait(Target target) {
                return health.usualWait(target);
            }
        };
    }

    /**
     * To be told with each configuration. What is known of its targets stays known, the others are forgotten.
     *
     * @param served the targets that there are now
     * @param mostCallsPerTarget at a time, over all routes
     */
    public void configure(Set<Target> served, int mostCallsPerTarget) {
        refusals.retain(served);
        health.configure(served, mostCallsPerTarget);
    }

    /** Everything may be tried again: for when servers have been changed. */
    public void forget() {
        refusals.retain(Set.of());
        health.forget();
        budget.forget();
    }
}
