package dev.baton.bench.scenario;

import java.util.List;
import java.util.stream.Stream;

/** All that can be measured. */
public final class Scenarios {

    /** In the order in which they are run, with those of a new process last. */
    public static final List<Scenario> USUAL = List.of(
            new Json(),
            new PacedStreams(),
            new UnpacedStreams(),
            new FirstToken(),
            new BigPrompt(),
            new LongAnswer(),
            new Failover(),
            new Silence(),
            new Cancel(),
            new Overload(),
            new Memory());

    /** These, and what runs only when it is named, because it takes long and compares nobody. */
    public static final List<Scenario> ALL =
            Stream.concat(USUAL.stream(), Stream.of(new Soak())).toList();

    private Scenarios() {}
}
