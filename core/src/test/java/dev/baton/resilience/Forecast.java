package dev.baton.resilience;

import dev.baton.route.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An outlook that tests make up: everybody is ready and continues, but for those of whom something else is said. */
final class Forecast implements Outlook {

    private final Map<Target, Standing> standings = new HashMap<>();
    private final Set<Target> refusing = new HashSet<>();
    private final Map<Target, Duration> waits = new HashMap<>();

    Forecast says(Target target, Standing standing) {
        standings.put(target, standing);
        return this;
    }

    Forecast refusing(Target target) {
        refusing.add(target);
        return this;
    }

    Forecast waits(Target target, Duration usual) {
        waits.put(target, usual);
        return this;
    }

    @Override
    public boolean refusesPrefill(Target target) {
        return refusing.contains(target);
    }

    @Override
    public Standing standing(Target target) {
        return standings.getOrDefault(target, Standing.READY);
    }

    @Override
    public @Nullable Duration usualWait(Target target) {
        return waits.get(target);
    }
}
