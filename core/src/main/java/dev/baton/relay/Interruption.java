package dev.baton.relay;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Ends a flux from outside. Reactor's {@code takeUntilOther} would leave the source running at an error, and takes a lock for every
 * element.
 */
public final class Interruption<T> extends FluxOperator<T, T> {

    private final Ending ending;

    private Interruption(Flux<? extends T> source, Ending ending) {
        super(source);
        this.ending = ending;
    }

    /**
     * The source until a reason comes to end it: then the source is cancelled, and the reason is what the flux fails with.
     *
     * @param ending waited for while the source is subscribed to
     */
    public static <T> Flux<T> of(Flux<T> source, Ending ending) {
        return new Interruption<>(source, ending);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Watched<>(actual, ending));
    }

    /** On one thread, as an {@link Ending} promises. */
    private static final class Watched<T> implements CoreSubscriber<T>, Subscription {

        private final CoreSubscriber<? super T> actual;
        private final Ending ending;
        private Subscription upstream = Operators.emptySubscription();
        private Disposable waiting = Disposables.disposed();
        private volatile boolean over;

        Watched(CoreSubscriber<? super T> actual, Ending ending) {
            this.actual = actual;
            this.ending = ending;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            waiting = ending.await(this::interrupt);
            actual.onSubscribe(this);
        }

        private void interrupt(Throwable reason) {
            if (!over) {
                cancel();
                actual.onError(reason);
            }
        }

        @Override
        public void request(long n) {
            upstream.request(n);
        }

        @Override
        public void onNext(T element) {
            if (over) {
                Operators.onNextDropped(element, currentContext());
            } else {
                actual.onNext(element);
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (over) {
                Operators.onErrorDropped(failure, currentContext());
            } else {
                stop();
                actual.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!over) {
                stop();
                actual.onComplete();
            }
        }

        @Override
        public void cancel() {
            stop();
            upstream.cancel();
        }

        private void stop() {
            over = true;
            waiting.dispose();
        }
    }
}
