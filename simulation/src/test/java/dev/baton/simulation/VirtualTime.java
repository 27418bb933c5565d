package dev.baton.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * A clock that jumps from one thing that is due to the next, on the thread that runs it. What the core schedules are
 * <em>timers</em>, and counted; what the world does by itself is not.
 */
public final class VirtualTime implements Scheduler, InstantSource {

    /** A world in which more happens does not end. */
    private static final long MOST_STEPS = 100_000_000;

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> due = new PriorityQueue<>();
    private long now;
    private long scheduled;
    private int timers;

    private final class Task implements Disposable, Comparable<Task> {

        private final long at;
        private final long order = scheduled++;
        private final boolean timer;
        private final Runnable work;
        private boolean over;

        Task(long at, boolean timer, Runnable work) {
            this.at = at;
            this.timer = timer;
            this.work = work;
            timers += timer ? 1 : 0;
        }

        @Override
        public void dispose() {
            if (!over) {
                over = true;
                timers -= timer ? 1 : 0;
            }
        }

        @Override
        public boolean isDisposed() {
            return over;
        }

        @Override
        public int compareTo(Task other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** Does this later, as a part of the world. */
    public Disposable after(Duration delay, Runnable work) {
        return add(delay.toNanos(), false, work);
    }

    /** Does this behind all that is due now. */
    void behindAll(Runnable work) {
        add(0, false, work);
    }

    private Disposable add(long delay, boolean timer, Runnable work) {
        Task task = new Task(now + Math.max(0, delay), timer, work);
        due.add(task);
        return task;
    }

    /** Lets time pass until nothing is due any more. */
    public void runOut() {
        long steps = 0;
        for (Task next = due.poll(); next != null; next = due.poll()) {
            if (next.isDisposed()) {
                continue;
            }
            if (++steps > MOST_STEPS) {
                throw new AssertionError("the world does not end");
            }
            now = next.at;
            next.dispose();
            next.work.run();
        }
    }

    /** How many timers of the core are running. */
    public int timers() {
        return timers;
    }

    public long nanos() {
        return now;
    }

    Duration now() {
        return Duration.ofNanos(now);
    }

    @Override
    public Instant instant() {
        return EPOCH.plusNanos(now);
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(instant().toEpochMilli(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Disposable schedule(Runnable work) {
        return add(0, true, work);
    }

    @Override
    public Disposable schedule(Runnable work, long delay, TimeUnit unit) {
        return add(unit.toNanos(delay), true, work);
    }

    @Override
    public Worker createWorker() {
        throw new UnsupportedOperationException("a worker: the core has timers only");
    }

    @Override
    public void dispose() {
        due.clear();
    }
}
