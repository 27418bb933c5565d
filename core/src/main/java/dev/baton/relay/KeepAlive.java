package dev.baton.relay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
        source.subscribe(new Speaker<>(Operators.serialize(actual), period.toNanos(), sign, time));
    }

    /**
     * A sign uses up a request that the source has been told of too. So the source may be one element ahead of the reader:
     * that one waits here, and the next request passes on one less.
     */
    private static final class Speaker<T> implements CoreSubscriber<T>, Subscription, Runnable {

        private final CoreSubscriber<? super T> actual;
        private final long periodNanos;
        private final Supplier<T> sign;
        private final Time time;

        private volatile Subscription upstream = Operators.emptySubscription();
        private volatile long lastAt;
        private long wanted;
        private boolean borrowed;
        private @Nullable T ahead;
        private @Nullable Throwable failure;
        private boolean ended;
        private boolean closed;
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
            T waiting;
            long more = n;
            boolean end;
            synchronized (this) {
                waiting = ahead;
                ahead = null;
                wanted = Operators.addCap(wanted, waiting == null ? n : n - 1);
                if (borrowed && more != Long.MAX_VALUE) {
                    borrowed = false;
                    more--;
                }
                end = waiting != null && ended;
            }
            if (waiting != null) {
                emit(waiting);
            }
            if (end) {
                close();
            } else if (more > 0) {
                upstream.request(more);
            }
        }

        @Override
        public void onNext(T element) {
            synchronized (this) {
                if (wanted == 0) {
                    ahead = element;
                    return;
                }
                wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
            }
            emit(element);
        }

        private void emit(T element) {
            lastAt = time.nanos().getAsLong();
            actual.onNext(element);
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
                if (ahead != null) {
                    return;
                }
            }
            close();
        }

        private void close() {
            if (!stop()) {
                return;
            }
            Throwable error = failure;
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

        private synchronized boolean stop() {
            boolean first = !closed;
            closed = true;
            if (timer != null) {
                timer.dispose();
            }
            return first;
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
                if (borrow()) {
                    emit(sign.get());
                }
                left = periodNanos;
            }
            arm(left);
        }

        private synchronized boolean borrow() {
            if (closed || ended || borrowed || wanted == 0) {
                return false;
            }
            if (wanted != Long.MAX_VALUE) {
                wanted--;
                borrowed = true;
            }
            return true;
        }
    }
}
