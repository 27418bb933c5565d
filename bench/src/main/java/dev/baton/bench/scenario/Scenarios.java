package dev.baton.bench.scenario;

import java.util.List;

/** All that can be measured. */
public final class Scenarios {

    /** In the order in which they are run, with that of a new process last. */
    public static final List<Scenario> ALL = List.of(
            new Json(),
            new PacedStreams(),
            new UnpacedStreams(),
            new FirstToken(),
            new BigPrompt(),
            new LongAnswer(),
            new Failover(),
            new Memory());

    private Scenarios() {}
}
