package dev.baton.gateway.health;

import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.HealthCheck;
import dev.baton.relay.Time;
import dev.baton.resilience.Health;
import dev.baton.route.Target;
import dev.baton.upstream.Upstream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import reactor.core.Disposable;

/** The health checks of the configuration in force. Safe for use by many threads. */
public final class HealthChecks implements AutoCloseable {

    /** What is checked, and who is left out when that fails. */
    private record Ward(HealthCheck check, Set<Target> targets) {}

    private final Upstream upstream;
    private final Health health;
    private final Time time;
    private final RandomGenerator random;
    private Map<Ward, Disposable> running = new HashMap<>();

    /**
     * Checks nothing yet.
     *
     * @param time that of one event loop, on which all checks run
     */
    public HealthChecks(Upstream upstream, Health health, Time time, RandomGenerator random) {
        this.upstream = upstream;
        this.health = health;
        this.time = time;
        this.random = random;
    }

    /** From now on these are made: checks that stay as they are go on, the others end at once, new ones begin. */
    public synchronized void configure(BatonSettings settings) {
        Map<Ward, Disposable> next = new HashMap<>();
        for (HealthCheck check : settings.healthChecks()) {
            Ward ward = new Ward(check, targetsOf(check, settings));
            Disposable going = running.get(ward);
            if (!ward.targets().isEmpty()) {
                next.put(ward, going == null ? begin(ward) : going);
            }
        }
        running.keySet().removeAll(next.keySet());
        close();
        running = next;
    }

    private static Set<Target> targetsOf(HealthCheck check, BatonSettings settings) {
        return settings.targets().stream()
                .filter(target -> target.provider().equals(check.provider()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Disposable begin(Ward ward) {
        return new Checkup(ward.check(), ward.targets(), upstream, health, time, random)
                .run()
                .subscribe();
    }

    /** Ends all checks at once. */
    @Override
    public synchronized void close() {
        running.values().forEach(Disposable::dispose);
        running.clear();
    }
}
