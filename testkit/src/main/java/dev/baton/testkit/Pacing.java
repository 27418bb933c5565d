package dev.baton.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When tokens leave.
 *
 * @param stepwise whether every token waits for its release
 * @param holdAfter the number of tokens after which one release is waited for; negative for none
 */
record Pacing(Duration beforeFirst, Duration between, boolean stepwise, int holdAfter) {

    static final Pacing AT_ONCE = new Pacing(Duration.ZERO, Duration.ZERO, false, -1);

    Pacing {
        Check.that(!beforeFirst.isNegative(), "first-token-delay", beforeFirst, "not negative");
        Check.that(!between.isNegative(), "pace", between, "not negative");
    }

    /** What has to happen before the token of this index may leave. */
    List<Step> before(int index) {
        List<Step> steps = new ArrayList<>();
        if (stepwise || index == holdAfter) {
            steps.add(new Step.Gate(1));
        }
        Duration pause = index == 0 ? beforeFirst : between;
        if (pause.isPositive()) {
            steps.add(new Step.Pause(pause));
        }
        return steps;
    }

    /** What has to happen before an answer that is not streamed: it is made token by token all the same. */
    List<Step> beforeWhole(int tokens) {
        List<Step> steps = new ArrayList<>();
        for (int index = 0; index < Math.max(1, tokens); index++) {
            steps.addAll(before(index));
        }
        return steps;
    }
}
