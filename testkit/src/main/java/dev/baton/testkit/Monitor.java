package dev.baton.testkit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Guards what a provider knows, and wakes those who wait for it to change. */
final class Monitor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    <T> T read(Supplier<T> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns once this is so.
     *
     * @throws AssertionError when it is not within the limit, or the thread is interrupted
     */
    void await(BooleanSupplier hoped, Duration limit, Supplier<String> complaint) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!hoped.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("within " + limit.toMillis() + " ms " + complaint.get());
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + complaint.get(), interrupted);
        } finally {
            lock.unlock();
        }
    }

    void awaitForever(BooleanSupplier hoped) throws InterruptedException {
        lock.lock();
        try {
            while (!hoped.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
