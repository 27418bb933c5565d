package dev.baton.simulation;

import dev.baton.route.Route;

/** What a client does not want to be done for its answer. */
enum OptOut {
    /** Everything may be done. */
    NOTHING,
    /** Nobody else may go on with it. */
    SEAMS,
    /** One target is asked, once. */
    FAILOVER;

    static OptOut drawn(Dice dice) {
        return dice.percent(92) ? NOTHING : dice.oneOf(SEAMS, FAILOVER);
    }

    /** The route as such a client wants it. */
    Route narrowed(Route route, Dice dice) {
        return switch (this) {
            case NOTHING -> route;
            case SEAMS -> route.with(route.policy().withoutResuming());
            case FAILOVER -> route.withoutFailover(dice.generator());
        };
    }
}
