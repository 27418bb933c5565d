package dev.baton.bench.scenario;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.contender.Gateway;
import dev.baton.bench.contender.Special;

/** One kind of load, and what is measured under it. */
public sealed interface Scenario
        permits Json,
                PacedStreams,
                UnpacedStreams,
                FirstToken,
                BigPrompt,
                LongAnswer,
                Memory,
                Failover,
                Silence,
                Cancel,
                Overload,
                Soak {

    /** For {@code --scenarios}. */
    String name();

    /** Measures a contender that has been warmed up; nothing of ours runs at the mocks' ports before and after. */
    Findings measure(Stage stage, Gateway gateway) throws InterruptedException;

    default boolean appliesTo(Contender contender) {
        return true;
    }

    /** Whether the contender must not have served anything before. */
    default boolean needsNewProcess() {
        return false;
    }

    /** What a new process has beyond the usual. */
    default Special special() {
        return Special.NONE;
    }
}
