package dev.baton.gateway;

import dev.baton.gateway.api.Drain;
import dev.baton.gateway.api.Entrance;
import dev.baton.gateway.health.HealthChecks;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.ServerSettings;
import dev.baton.resilience.Memory;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway, in the hands of the application that started it: a bean of the context that {@link BatonApplication#start}
 * returns. Safe for use by many threads.
 */
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Entrance entrance;
    private final Drain drain;
    private final Memory memory;
    private final HealthChecks checks;
    private final ServerSettings bound;

    Gateway(Entrance entrance, Drain drain, Memory memory, HealthChecks checks) {
        this.entrance = entrance;
        this.drain = drain;
        this.memory = memory;
        this.checks = checks;
        this.bound = entrance.settings().server();
    }

    /** What is in force for requests that come now. */
    public BatonSettings settings() {
        return entrance.settings();
    }

    /**
     * Puts other settings in force, whole and at once: requests that come from now on meet these, those that have come keep the
     * ones they met. Where the gateway listens cannot change while it runs; everything else takes effect.
     *
     * @return what waits for a restart, a line for each key; mostly empty
     */
    public synchronized List<String> reload(BatonSettings settings) {
        entrance.open(settings);
        // First the checks, so that none brings back what is forgotten.
        checks.configure(settings);
        memory.configure(settings.targets(), settings.limits().inFlightPerTarget());
        LOG.info(
                "configuration loaded: serves {}",
                String.join(", ", settings.routes().keySet()));
        List<String> waiting = waitingForARestart(settings.server());
        waiting.forEach(LOG::warn);
        return waiting;
    }

    private List<String> waitingForARestart(ServerSettings wanted) {
        List<String> waiting = new ArrayList<>();
        if (!wanted.address().equals(bound.address())) {
            waiting.add("baton.server.address: " + wanted.address() + " needs a restart (in force: " + bound.address()
                    + ")");
        }
        if (wanted.port() != bound.port()) {
            waiting.add("baton.server.port: " + wanted.port() + " needs a restart (in force: " + bound.port() + ")");
        }
        return waiting;
    }

    /**
     * Ends a shutdown that is under way, or one that begins later, without waiting for answers: their clients are told. Closing
     * the context is what begins one.
     */
    public void endNow() {
        drain.hurry();
    }
}
