package dev.baton.gateway.api;

import dev.baton.relay.Ending;
import dev.baton.relay.Shutdown;
import java.util.concurrent.CompletableFuture;
import reactor.core.scheduler.Scheduler;

/**
 * What goes through the process: one for all configurations that it has in its life. Safe for use by many threads.
 */
public final class Traffic {

    private final Load load = new Load();
    private final ClientConnections connections = new ClientConnections();
    private final RefusalLog refusals = new RefusalLog(System::nanoTime);
    private final Shutdown shutdown = new Shutdown();
    private volatile boolean ready = true;

    Load load() {
        return load;
    }

    ClientConnections connections() {
        return connections;
    }

    /** To be told of each request for which there was no room. */
    void refused(Unavailable why) {
        if (!load.isRefusing()) {
            refusals.refused(why);
        }
    }

    /** Whether more requests are welcome. */
    boolean isReady() {
        return ready;
    }

    /** Says to whoever asks that requests should go elsewhere, and takes them all the same. */
    void unready() {
        ready = false;
    }

    /**
     * From now on no request is taken.
     *
     * @return completes when none is in flight
     */
    CompletableFuture<Void> refuse() {
        CompletableFuture<Void> none = load.refuse();
        connections.leave();
        return none;
    }

    /** No body is read any longer. */
    void shutDown() {
        shutdown.begin();
    }

    /** Comes, on the scheduler, when no body is to be read any longer. */
    Ending shutdown(Scheduler scheduler) {
        return end -> shutdown.await(scheduler, () -> end.accept(Unavailable.shuttingDown()));
    }
}
