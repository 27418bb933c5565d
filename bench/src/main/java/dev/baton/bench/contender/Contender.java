package dev.baton.bench.contender;

import dev.baton.bench.load.Address;
import dev.baton.bench.process.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One way from the load generator to the mock. */
public sealed interface Contender permits Direct, Nginx, Baton, Portkey, LiteLlm, Bifrost {

    /** How long the model {@code impatient} waits for its first target, where there is one. */
    Duration IMPATIENCE = Duration.ofMillis(100);

    /** In tables, and for {@code --only}. */
    String name();

    /** Which build of it is measured. */
    String version();

    /** How it is started, with its configuration written; empty when there is nothing to start. */
    Optional<Launch> launch(Setup setup);

    /** Where its requests go. */
    default Address address(Ports ports) {
        return new Address(ports.gateway(), "bench", List.of());
    }

    /** The same as a scenario wants it; itself where it has no such settings. */
    default Contender specially(Special special) {
        return this;
    }

    /** Whether it becomes faster while it runs, and is measured only when it has. */
    default boolean warmsUp() {
        return true;
    }

    /** Whether a second target is configured here, so that the failure of the first can be measured. */
    default boolean failsOver() {
        return false;
    }
}
