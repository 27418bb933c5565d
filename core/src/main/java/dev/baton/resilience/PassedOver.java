package dev.baton.resilience;

import dev.baton.route.Target;

/** A target that was not asked although it was its turn, and why. */
public record PassedOver(Target target, Standing standing) {

    @Override
    public String toString() {
        return target + " is not asked: " + standing;
    }
}
