package dev.baton.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Puts a sign of life into a flux that has been silent for a while, as often as it stays silent. Only into a reader's own
 * demand: a reader that wants nothing gets none.
 */
public final class KeepAlive<T> extends FluxOperator<T, T> {

    private final Duration period;
    private final Supplier<T> sign;
    private final Time time;

    private KeepAlive(Flux<? extends T> source, Duration period, Supplier<T> sign, Time time) {
        super(source);
        this.period = period;
        this.sign = sign;
        this.time = time;
    }

    /**
     * The source with signs of life in its silences.
     *
     * @param period of silence before each sign
     */
    public static <T> Flux<T> in(Flux<T> source, Duration period, Supplier<T> sign, Time time) {
        return new KeepAlive<>(source, period, sign, time);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Speaker<>(actual, period.toNanos(), sign, time));
    }

    /**
     * A sign uses up a request that the source has been told of, too. So the source may get ahead of the reader by as many
     * elements: they wait here, and the next requests pass on as many less. Whatever thread something comes from, one at a
     * time {@linkplain #drain hands on}.
     */
    private static final class Speaker<T> implements CoreSubscriber<T>, Subscription, Runnable {

        private final CoreSubscriber<? super T> actual;
        private final long periodNanos;
        private final Supplier<T> sign;
        private final Time time;

        private final AtomicInteger draining = new AtomicInteger();
        private volatile Subscription upstream = Operators.emptySubscription();
        private volatile long lastAt;

        private final Queue<T> ahead = new ArrayDeque<>(2);
        private long wanted;
        private long usedBySigns;
        private boolean signDue;
        private boolean ended;
        private boolean closed;
        private @Nullable Throwable failure;
        private @Nullable Disposable timer;

        Speaker(CoreSubscriber<? super T> actual, long periodNanos, Supplier<T> sign, Time time) {
            this.actual = actual;
            this.periodNanos = periodNanos;
            this.sign = sign;
            this.time = time;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            lastAt = time.nanos().getAsLong();
            actual.onSubscribe(this);
            arm(periodNanos);
        }

        @Override
        public void request(long n) {
            long more = want(n);
            drain();
            if (more > 0) {
                upstream.request(more);
            }
        }

        /** Notes a request; returns how much of it the source has not been told of. */
        private synchronized long want(long n) {
            wanted = Operators.addCap(wanted, n);
            long known = Math.min(usedBySigns, n);
            usedBySigns -= known;
            return n == Long.MAX_VALUE ? n : n - known;
        }

        @Override
        public void onNext(T element) {
            synchronized (this) {
                ahead.add(element);
            }
            drain();
        }

        @Override
        public void onError(Throwable error) {
            synchronized (this) {
                failure = error;
            }
            onComplete();
        }

        @Override
        public void onComplete() {
            synchronized (this) {
                ended = true;
            }
            drain();
        }

        private void drain() {
            if (draining.getAndIncrement() != 0) {
                return;
            }
            int missed = 1;
            do {
                for (T next = take(); next != null; next = take()) {
                    lastAt = time.nanos().getAsLong();
                    actual.onNext(next);
                }
                closeIfOver();
                missed = draining.addAndGet(-missed);
            } while (missed != 0);
        }

        /** What may be handed on now, null for nothing. A sign that is due is dropped when it cannot go at once. */
        private synchronized @Nullable T take() {
            boolean due = signDue;
            signDue = false;
            if (closed || wanted == 0) {
                return null;
            }
            T next = ahead.poll();
            if (next == null && due && !ended) {
                next = sign.get();
                usedBySigns += wanted == Long.MAX_VALUE ? 0 : 1;
            }
            if (next != null && wanted != Long.MAX_VALUE) {
                wanted--;
            }
            return next;
        }

        private void closeIfOver() {
            Throwable error;
            synchronized (this) {
                if (!ended || !ahead.isEmpty() || closed) {
                    return;
                }
                stop();
                error = failure;
            }
            if (error == null) {
                actual.onComplete();
            } else {
                actual.onError(error);
            }
        }

        @Override
        public void cancel() {
            stop();
            upstream.cancel();
        }

        private synchronized void stop() {
            closed = true;
            if (timer != null) {
                timer.dispose();
            }
        }

        private synchronized void arm(long nanos) {
            if (!closed) {
                timer = time.scheduler().schedule(this, nanos, TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public void run() {
            long left = lastAt + periodNanos - time.nanos().getAsLong();
            if (left <= 0) {
                synchronized (this) {
                    signDue = true;
                }
                drain();
                left = periodNanos;
            }
            arm(left);
        }
    }
}
