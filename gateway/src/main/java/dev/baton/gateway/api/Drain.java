package dev.baton.gateway.api;

import static dev.baton.gateway.settings.Durations.shortest;

import dev.baton.gateway.health.HealthChecks;
import dev.baton.gateway.settings.ServerSettings;
import dev.baton.relay.Relay;
import dev.baton.upstream.Upstream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * How a gateway ends: before anything else of its context does, step by step, and so that everybody is told.
 *
 * <pre>
 *   not ready ──grace──► refuses ──drain──► ends what runs ──last words──► closes its connections
 *                           └──── nothing in flight ────────────────────────────►┘
 * </pre>
 *
 * The listener stays open until then: a refusal says more than a port where nobody is.
 */
public final class Drain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** For errors on their way, and for answers that wait for their end marker only. */
    private static final Duration LAST_WORDS = Duration.ofMillis(2_500);

    /** For what is written and not yet taken. */
    private static final Duration LAST_BYTES = Duration.ofSeconds(1);

    private final Entrance entrance;
    private final Traffic traffic;
    private final Relay relay;
    private final HealthChecks checks;
    private final Upstream upstream;
    private final CompletableFuture<Void> hurried = new CompletableFuture<>();
    private volatile boolean running;

    Drain(Entrance entrance, Traffic traffic, Relay relay, HealthChecks checks, Upstream upstream) {
        this.entrance = entrance;
        this.traffic = traffic;
        this.relay = relay;
        this.checks = checks;
        this.upstream = upstream;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Returns when everything has ended. */
    @Override
    public void stop() {
        ServerSettings server = entrance.settings().server();
        traffic.unready();
        sleep(server.grace());
        long end = System.nanoTime() + server.drain().toNanos();
        letFinish(traffic.refuse(), server.drain());
        close(Duration.ofNanos(end - System.nanoTime()));
        running = false;
    }

    /** Nothing is waited for any more: what runs is ended now, and told so. */
    public void hurry() {
        hurried.complete(null);
    }

    private void sleep(Duration grace) {
        if (grace.isPositive()) {
            LOG.info("not ready any more; requests are refused in {}", shortest(grace));
            await(hurried, grace);
        }
    }

    private void letFinish(CompletableFuture<Void> none, Duration drain) {
        int inFlight = traffic.load().inFlight();
        LOG.info(
                "shutting down: requests are refused, {} in flight{}",
                inFlight,
                inFlight == 0 ? "" : " have " + shortest(drain) + " to finish");
        if (!finishes(none, drain)) {
            LOG.warn(
                    "{} requests in flight are ended unfinished", traffic.load().inFlight());
            traffic.shutDown();
            relay.close();
            await(none, LAST_WORDS);
        }
    }

    private void close(Duration left) {
        CompletableFuture<Void> closed = traffic.connections().end();
        if (!finishes(closed, left) && !await(closed, LAST_BYTES)) {
            LOG.warn("clients that have not taken everything are cut");
            traffic.connections().cut();
        }
        // Here, because the loops that these two run on end before any bean does.
        checks.close();
        upstream.close();
        LOG.info("shut down");
    }

    private boolean finishes(CompletableFuture<Void> thing, Duration limit) {
        await(CompletableFuture.anyOf(thing, hurried), limit);
        return thing.isDone();
    }

    /** Whether it is done within the limit; an interrupted thread waits for nothing. */
    private static boolean await(CompletableFuture<?> thing, Duration limit) {
        try {
            thing.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        return thing.isDone();
    }
}
