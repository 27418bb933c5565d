package dev.baton.relay;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;
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
     * Runs a task when it begins, soon where it has begun.
     *
     * @param scheduler where the task runs
     * @return to wait no longer
     */
    public Disposable await(Scheduler scheduler, Runnable task) {
        Waiting one = new Waiting(scheduler, task);
        waiting.add(one);
        if (begun) {
            one.tell();
        }
        return one;
    }

    /** Compared by identity: no two are the same. */
    private final class Waiting implements Disposable {

        private final Scheduler scheduler;
        private final Runnable task;

        Waiting(Scheduler scheduler, Runnable task) {
            this.scheduler = scheduler;
            this.task = task;
        }

        void tell() {
            if (waiting.remove(this)) {
                scheduler.schedule(task);
            }
        }

        @Override
        public void dispose() {
            waiting.remove(this);
        }
    }
}
