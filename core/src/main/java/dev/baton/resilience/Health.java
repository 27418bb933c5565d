package dev.baton.resilience;

import dev.baton.route.RoutePolicy;
import dev.baton.route.Service;
import dev.baton.route.Target;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with all targets of a process: which have failed too often, which asked for a pause, how many calls each has,
 * how long they let a stream wait. One for all answers; safe for use by many threads. Times are in nanoseconds of a monotonic
 * clock, the same for all calls.
 */
public final class Health {

    /** What makes a target the same one after its key, its weight or its continuation has changed. */
    private record Identity(String provider, URI baseUrl, String model, Service service) {

        static Identity of(Target target) {
            return new Identity(
                    target.provider().name(), target.provider().baseUrl(), target.model(), target.service());
        }
    }

    private final Map<Identity, TargetHealth> targets = new ConcurrentHashMap<>();
    private volatile int mostCalls = Integer.MAX_VALUE;

    /**
     * To be told with each configuration. What is known of its targets stays known, the others are forgotten.
     *
     * @param served the targets that there are now
     * @param mostCallsPerTarget at a time, over all routes
     */
    public void configure(Collection<Target> served, int mostCallsPerTarget) {
        Set<Identity> known = served.stream().map(Identity::of).collect(Collectors.toSet());
        targets.keySet().retainAll(known);
        mostCalls = mostCallsPerTarget;
    }

    /** How it stands with a target, for a route with these settings. */
    public Standing standing(Target target, RoutePolicy.Breaker settings, long now) {
        return of(target).standing(settings, mostCalls, now);
    }

    /** Within which time 19 of 20 streams of a target begin; null while too few are known. */
    public @Nullable Duration usualWait(Target target) {
        return of(target).usualWait();
    }

    /**
     * Leave to call a target; null when it is not to be called now.
     *
     * @param timed whether its first useful event tells how long the target lets others wait: it is that of a stream, and
     *     nothing before it is swallowed
     */
    public @Nullable Permit ask(Target target, RoutePolicy.Breaker settings, boolean timed, long now) {
        return of(target).ask(target, settings, timed, mostCalls, now);
    }

    /**
     * A target is not to be asked, by other signs than its answers.
     *
     * @param until from then on it may be, unless this is said again: nobody is left out for longer than somebody looks after it
     */
    public void down(Target target, long until) {
        of(target).down(until);
    }

    /** There are other signs than answers that a target is back: where it was left out after failures, one request may try it. */
    public void up(Target target, long now) {
        of(target).up(now);
    }

    private TargetHealth of(Target target) {
        return targets.computeIfAbsent(Identity.of(target), unknown -> new TargetHealth());
    }

    /** As if no target had been asked yet. */
    void forget() {
        targets.clear();
    }
}
