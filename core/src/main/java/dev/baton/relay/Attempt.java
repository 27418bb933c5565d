package dev.baton.relay;

import dev.baton.answer.AnswerEvent;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.UpstreamResponse;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One call to one target as the events that the client may have of it, with the clocks of an attempt: silence of the target,
 * and the deadline of the answer. A failure waits in line like every event: it overtakes nothing that a slow reader has yet to
 * take.
 *
 * <p>Unlike {@code Flux.timeout} the clock knows who is being waited for. It runs while the reader wants more, stands still
 * while the reader wants nothing, and never blames one for the other. It costs a timer for each period of silence, not for
 * each event.
 */
final class Attempt extends Flux<AnswerEvent> {

    private final Mono<UpstreamResponse> call;
    private final Function<UpstreamResponse, Flux<byte[]>> body;
    private final Reading reading;
    private final Function<Throwable, Throwable> failures;
    private final Deadline deadline;
    private final Time time;

    /**
     * Makes an attempt, to be subscribed to once.
     *
     * @param body what is read of a response; tells the reading how
     * @param failures what the reader is told instead of what was seen
     */
    Attempt(
            Mono<UpstreamResponse> call,
            Function<UpstreamResponse, Flux<byte[]>> body,
            Reading reading,
            Function<Throwable, Throwable> failures,
            Deadline deadline,
            Time time) {
        this.call = call;
        this.body = body;
        this.reading = reading;
        this.failures = failures;
        this.deadline = deadline;
        this.time = time;
    }

    @Override
    public void subscribe(CoreSubscriber<? super AnswerEvent> actual) {
        Run run = new Run(actual);
        actual.onSubscribe(run);
        run.begin();
    }

    /**
     * Whatever happens, on whatever thread, is noted in a volatile field, and one thread at a time {@linkplain #moveOn moves
     * on}; everything else belongs to it.
     */
    private final class Run implements Subscription, Runnable {

        private final CoreSubscriber<? super AnswerEvent> actual;
        private final AtomicInteger work = new AtomicInteger();
        private final AtomicLong wanted = new AtomicLong();
        private volatile @Nullable Subscription pendingCall;
        private volatile @Nullable Subscription bytes;
        private volatile @Nullable UpstreamResponse response;
        private volatile byte @Nullable [] piece;
        private volatile boolean ended;
        private volatile @Nullable Throwable broken;
        private volatile boolean timeUp;
        private volatile boolean cancelled;

        private final Queue<AnswerEvent> events = new ArrayDeque<>(2);
        private final Consumer<AnswerEvent> keep = events::add;
        private final AttemptClock clock = new AttemptClock(reading, deadline, time, this);
        private boolean asked;
        private boolean complete;
        private @Nullable Throwable failure;
        private boolean over;

        Run(CoreSubscriber<? super AnswerEvent> actual) {
            this.actual = actual;
        }

        void begin() {
            if (!cancelled) {
                call.subscribe(new Responses());
                moveOn();
            }
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                wanted.accumulateAndGet(n, Operators::addCap);
                moveOn();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            // Not left to the next move: whoever leaves in the middle of one ends the call at once.
            endCall();
            moveOn();
        }

        /** The timer. */
        @Override
        public void run() {
            timeUp = true;
            moveOn();
        }

        private void moveOn() {
            if (work.getAndIncrement() != 0) {
                return;
            }
            int seen = 1;
            while (seen != 0) {
                while (!over && step()) {
                    // until nothing more can be done
                }
                if (over) {
                    stop();
                } else {
                    askForMore();
                    clock.watch(wanted.get() > 0);
                }
                seen = work.addAndGet(-seen);
            }
        }

        /** Does the next thing there is to do; false when there is none for now. */
        private boolean step() {
            if (cancelled) {
                over = true;
                events.clear();
                return false;
            }
            if (timeUp) {
                timeUp = false;
                lookAtTheClock();
                return true;
            }
            if (!events.isEmpty()) {
                return handOut();
            }
            if (failure != null || complete) {
                over = true;
                end();
                return false;
            }
            return takeIn();
        }

        private void lookAtTheClock() {
            long now = time.nanos().getAsLong();
            if (clock.isPastDeadline(now)) {
                boolean readerHasAll = reading.isComplete() && events.stream().noneMatch(AnswerEvent::isUseful);
                events.clear();
                stop();
                complete = true;
                failure = readerHasAll ? null : deadline.failure().get();
            } else if (clock.isSilentTooLong(now)) {
                complete = true;
                failure = reading.expired();
                stop();
            } else {
                clock.arm(now);
            }
        }

        private boolean handOut() {
            if (wanted.get() == 0) {
                return false;
            }
            if (wanted.get() != Long.MAX_VALUE) {
                wanted.decrementAndGet();
            }
            actual.onNext(events.remove());
            return true;
        }

        private boolean takeIn() {
            UpstreamResponse begun = response;
            byte[] arrived = piece;
            if (begun != null) {
                response = null;
                trying(() -> body.apply(begun).subscribe(new Pieces()));
            } else if (arrived != null) {
                piece = null;
                asked = false;
                trying(() -> read(arrived));
            } else if (ended) {
                complete = true;
                finish(broken);
            } else {
                return false;
            }
            return true;
        }

        private void read(byte[] arrived) {
            reading.read(arrived, keep);
            if (reading.isOver()) {
                complete = true;
                stop();
            }
        }

        private void finish(@Nullable Throwable cause) {
            if (cause == null) {
                trying(() -> reading.end(keep));
            } else if (!(cause instanceof CallFailed && reading.isComplete())) {
                // A body that breaks off behind a complete answer does not matter.
                failure = cause;
            }
        }

        private void trying(Runnable part) {
            try {
                part.run();
            } catch (RuntimeException shown) {
                fail(shown);
            }
        }

        private void fail(Throwable cause) {
            failure = cause;
            stop();
        }

        /** One piece at a time: no more is in flight than what the reader waits for. */
        private void askForMore() {
            Subscription begun = bytes;
            if (begun != null && !asked && !ended && wanted.get() > 0) {
                asked = true;
                begun.request(1);
            }
        }

        private void stop() {
            clock.disarm();
            endCall();
        }

        private void endCall() {
            if (!ended) {
                cancel(pendingCall);
                cancel(bytes);
            }
        }

        private void cancel(@Nullable Subscription begun) {
            if (begun != null) {
                begun.cancel();
            }
        }

        private void end() {
            Throwable cause = failure;
            if (cause == null) {
                actual.onComplete();
            } else {
                actual.onError(told(cause));
            }
        }

        private Throwable told(Throwable cause) {
            try {
                return failures.apply(cause);
            } catch (RuntimeException defect) {
                return defect;
            }
        }

        private final class Responses implements CoreSubscriber<UpstreamResponse> {

            @Override
            public void onSubscribe(Subscription subscription) {
                pendingCall = subscription;
                subscription.request(1);
            }

            @Override
            public void onNext(UpstreamResponse begun) {
                pendingCall = null;
                response = begun;
                moveOn();
            }

            @Override
            public void onError(Throwable cause) {
                broke(cause);
            }

            /** The body tells the end. */
            @Override
            public void onComplete() {}

            @Override
            public Context currentContext() {
                return actual.currentContext();
            }
        }

        private final class Pieces implements CoreSubscriber<byte[]> {

            @Override
            public void onSubscribe(Subscription subscription) {
                bytes = subscription;
                moveOn();
            }

            @Override
            public void onNext(byte[] arrived) {
                piece = arrived;
                moveOn();
            }

            @Override
            public void onError(Throwable cause) {
                broke(cause);
            }

            @Override
            public void onComplete() {
                broke(null);
            }

            @Override
            public Context currentContext() {
                return actual.currentContext();
            }
        }

        private void broke(@Nullable Throwable cause) {
            broken = cause;
            ended = true;
            moveOn();
        }
    }
}
