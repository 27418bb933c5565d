package dev.baton.resilience;

import dev.baton.route.Target;
import java.time.Duration;

/** What the end of a call changes for the answers to come. */
public sealed interface HealthChange {

    /** It failed too often, and is left out for a time. */
    record Opened(Target target, Duration time) implements HealthChange {
        @Override
        public String toString() {
            return target + " has failed too often and is left out for " + time.toMillis() + " ms";
        }
    }

    /** It asked for a pause, and gets it. */
    record Parked(Target target, Duration time) implements HealthChange {
        @Override
        public String toString() {
            return target + " is left alone for " + time.toMillis() + " ms";
        }
    }

    /** It has recovered, and is asked again by everybody. */
    record Closed(Target target) implements HealthChange {
        @Override
        public String toString() {
            return target + " has recovered";
        }
    }
}
