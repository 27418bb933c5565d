package dev.baton.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Ends a flux in which nothing happens for too long. Unlike {@code Flux.timeout} it knows who is being waited for: the
 * clock of a {@link Rule} runs either while the reader wants more (the source is slow), or while the reader wants nothing
 * (the reader is slow), and never blames one for the other.
 *
 * <p>Costs a timer for each period of silence, not for each element.
 */
public final class IdleLimit<T> extends FluxOperator<T, T> {

    /** What is waited for, and for how long. Called on the threads of the flux and of its timer, one at a time. */
    public interface Rule {

        /** Whom the clock watches: true for the source, false for the reader. */
        boolean watchesSource();

        /** The limit in force now, null for none. Looked at with every element: it may change as the flux goes on. */
        @Nullable
        Duration limit();

        /**
         * When the source last made progress, in the nanoseconds of the flux's {@link Time}: an element alone need not be
         * any. Of no matter to a rule that watches the reader.
         */
        long progressAt();

        /** The time is up: the error to end with, or null to end normally. */
        @Nullable
        Throwable expired();
    }

    private final Rule rule;
    private final Time time;

    private IdleLimit(Flux<? extends T> source, Rule rule, Time time) {
        super(source);
        this.rule = rule;
        this.time = time;
    }

    /** The source, ended as the rule demands. Its cancellation and demand pass through unchanged. */
    public static <T> Flux<T> on(Flux<T> source, Rule rule, Time time) {
        return new IdleLimit<>(source, rule, time);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Watcher<>(Operators.serialize(actual), rule, time));
    }

    private static final class Watcher<T> implements CoreSubscriber<T>, Subscription, Runnable {

        private final CoreSubscriber<? super T> actual;
        private final Rule rule;
        private final Time time;
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicBoolean done = new AtomicBoolean();
        private volatile Subscription upstream = Operators.emptySubscription();
        private volatile long since;
        private volatile long wantsNothingSince;
        private @Nullable Duration armedFor;
        private @Nullable Disposable timer;

        Watcher(CoreSubscriber<? super T> actual, Rule rule, Time time) {
            this.actual = actual;
            this.rule = rule;
            this.time = time;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            since = time.nanos().getAsLong();
            wantsNothingSince = since;
            actual.onSubscribe(this);
            armIfChanged();
        }

        @Override
        public void request(long n) {
            if (wanted.getAndAccumulate(n, Operators::addCap) == 0) {
                resume();
            }
            upstream.request(n);
        }

        /** The reader wants more again: a reader's clock starts anew, a source's goes on as if no time had passed. */
        private void resume() {
            long now = time.nanos().getAsLong();
            since = rule.watchesSource() ? Math.max(since, rule.progressAt()) + now - wantsNothingSince : now;
        }

        @Override
        public void onNext(T element) {
            wantsNothingSince = time.nanos().getAsLong();
            if (!rule.watchesSource()) {
                since = wantsNothingSince;
            }
            wanted.updateAndGet(n -> n == Long.MAX_VALUE || n == 0 ? n : n - 1);
            actual.onNext(element);
            armIfChanged();
        }

        @Override
        public void onError(Throwable failure) {
            if (finish()) {
                actual.onError(failure);
            } else {
                Operators.onErrorDropped(failure, currentContext());
            }
        }

        @Override
        public void onComplete() {
            if (finish()) {
                actual.onComplete();
            }
        }

        @Override
        public void cancel() {
            finish();
            upstream.cancel();
        }

        private boolean finish() {
            boolean first = done.compareAndSet(false, true);
            disarm();
            return first;
        }

        private void armIfChanged() {
            Duration limit = rule.limit();
            synchronized (this) {
                if (Objects.equals(limit, armedFor) || done.get()) {
                    return;
                }
                disarm();
                armedFor = limit;
                if (limit != null) {
                    arm(limit.toNanos());
                }
            }
        }

        private synchronized void arm(long nanos) {
            if (!done.get()) {
                timer = time.scheduler().schedule(this, nanos, TimeUnit.NANOSECONDS);
            }
        }

        private synchronized void disarm() {
            if (timer != null) {
                timer.dispose();
                timer = null;
            }
        }

        /** The timer: either the silence has really lasted, or it is looked at again when it may have. */
        @Override
        public void run() {
            Duration limit = rule.limit();
            if (done.get() || limit == null) {
                return;
            }
            boolean counting = (wanted.get() > 0) == rule.watchesSource();
            long idle = time.nanos().getAsLong() - Math.max(since, rule.progressAt());
            long left = counting ? limit.toNanos() - idle : limit.toNanos();
            if (left > 0) {
                arm(left);
            } else if (finish()) {
                upstream.cancel();
                end();
            }
        }

        private void end() {
            Throwable failure = rule.expired();
            if (failure == null) {
                actual.onComplete();
            } else {
                actual.onError(failure);
            }
        }
    }
}
