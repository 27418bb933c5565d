package dev.baton.relay;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * The moment from which on nothing may run any longer, for everything that would like to: it comes once and stays. Safe for use
 * by many threads; costs an entry in a set for each that waits for it.
 */
public final class Shutdown {

    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    /** It is now. */
    public void begin() {
        begun = true;
        waiting.forEach(Waiting::tell);
    }

    /**
     * Completes when it begins, at once where it has begun. Cancelling it stops waiting.
     *
     * @param scheduler the thread of whoever waits
     */
    public Mono<Void> begins(Scheduler scheduler) {
        return Mono.create(sink -> waitFor(new Waiting(sink, scheduler)));
    }

    private void waitFor(Waiting one) {
        waiting.add(one);
        one.sink.onDispose(() -> waiting.remove(one));
        if (begun) {
            one.tell();
        }
    }

    /** Compared by identity: no two are the same. */
    private final class Waiting {

        private final MonoSink<Void> sink;
        private final Scheduler scheduler;

        Waiting(MonoSink<Void> sink, Scheduler scheduler) {
            this.sink = sink;
            this.scheduler = scheduler;
        }

        void tell() {
            if (waiting.remove(this)) {
                scheduler.schedule(sink::success);
            }
        }
    }
}
