package dev.baton.simulation;

import dev.baton.route.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the targets at a moment, from what became of the calls before.
 *
 * @param refusingPrefill that are not to be asked to continue an answer
 * @param standings of all targets
 * @param waits how long each is certain to be out
 * @param isUnsure whether it cannot be told from outside how it stands with one of them
 */
record Known(
        Set<Target> refusingPrefill, Map<Target, Standing> standings, Map<Target, Duration> waits, boolean isUnsure) {

    boolean isOut(Target target) {
        return standings.get(target).isOut();
    }

    boolean isReady(Target target) {
        return standings.get(target) == Standing.READY;
    }
}
