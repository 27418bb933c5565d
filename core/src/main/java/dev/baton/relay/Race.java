package dev.baton.relay;

import dev.baton.answer.AnswerEvent;
import dev.baton.resilience.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The events of one call, or of the faster of two. When the first call keeps its reader waiting for too long, another one is
 * made beside it; the first event of either is the first of the race, and the other call is cancelled before it is handed on.
 *
 * <pre>{@code
 *   first   ├── patience ──┬───────────────────────✂ cancelled
 *   second                 └──────────────●━━━━━━━━━━━━━━━━━━━━━►
 *                                         └ the first event: decided
 * }</pre>
 *
 * <p>A call that {@linkplain AttemptFailed fails} beside a running one leaves the race to that one; of the last one to run, and of
 * the deadline, the reader is told. Cancelling the race cancels both at once. A race of which nobody is impatient is its first
 * call, and costs nothing.
 *
 * <p>{@code Flux.firstWithValue} takes no failure for an answer: a first call that fails would wait for a second one to begin, and
 * the deadline of one call for that of the other.
 */
final class Race extends Flux<AnswerEvent> {

    /** What a race knows of its answer. One thread at a time asks it. */
    interface Course {

        /** How long a call may keep its reader waiting; empty for as long as it likes. */
        Optional<Duration> patience(Call first);

        /** Makes a call when subscribed to. It says nothing before its first useful event. */
        Flux<AnswerEvent> run(Call call);

        /** The call to be made beside the first one; empty when there is none to be made now. */
        Optional<Call> hedge(Call first);

        /** A call has failed, and the other one goes on. */
        void fell(Call call, Failure failure, Call left);

        /** A call was cancelled because the other one was faster. */
        void outrun(Call call);
    }

    private final Call first;
    private final Course course;
    private final Time time;
    private volatile Call ahead;

    /** Makes a race, to be subscribed to once. */
    Race(Call first, Course course, Time time) {
        this.first = first;
        this.course = course;
        this.time = time;
        this.ahead = first;
    }

    /** Who answers or, as long as nobody does, was asked first of those that run. What becomes of it is the reader's affair. */
    Call ahead() {
        return ahead;
    }

    @Override
    public void subscribe(CoreSubscriber<? super AnswerEvent> actual) {
        Optional<Duration> patience = course.patience(first);
        if (patience.isEmpty()) {
            course.run(first).subscribe(actual);
        } else {
            new Run(actual, patience.get()).begin();
        }
    }

    /** Whatever happens, on whatever thread, happens {@linkplain #inTurn one after the other}. */
    private final class Run implements Subscription {

        private final CoreSubscriber<? super AnswerEvent> actual;
        private final Duration patience;
        private final Queue<Runnable> happenings = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final List<Lane> lanes = new CopyOnWriteArrayList<>();
        private volatile boolean over;
        private boolean decided;
        private long wanted;
        private @Nullable Disposable timer;

        Run(CoreSubscriber<? super AnswerEvent> actual, Duration patience) {
            this.actual = actual;
            this.patience = patience;
        }

        void begin() {
            actual.onSubscribe(this);
            inTurn(() -> start(first));
        }

        private void inTurn(Runnable happening) {
            happenings.add(happening);
            if (waiting.getAndIncrement() == 0) {
                do {
                    Objects.requireNonNull(happenings.poll()).run();
                } while (waiting.decrementAndGet() != 0);
            }
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                inTurn(() -> want(n));
            }
        }

        /** Nobody can be late for whom nobody waits. */
        private void want(long n) {
            wanted = Operators.addCap(wanted, n);
            lanes.forEach(lane -> lane.want(n));
            if (timer == null && !decided && !over) {
                timer = time.scheduler().schedule(() -> inTurn(this::hedge), patience.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public void cancel() {
            over = true;
            // Not left to its turn: whoever leaves in the middle of something ends the calls at once.
            lanes.forEach(Lane::cancel);
            inTurn(this::stop);
        }

        private void start(Call call) {
            Lane lane = new Lane(call);
            lanes.add(lane);
            course.run(call).subscribe(lane);
        }

        private void hedge() {
            if (!decided && !over) {
                course.hedge(first).ifPresent(this::start);
            }
        }

        private void took(Lane lane, AnswerEvent event) {
            if (runs(lane)) {
                lead(lane);
                actual.onNext(event);
            }
        }

        private void completed(Lane lane) {
            if (runs(lane)) {
                lead(lane);
                lane.out = true;
                stop();
                actual.onComplete();
            }
        }

        private void broke(Lane lane, Throwable cause) {
            if (runs(lane)) {
                lane.out = true;
                Lane left = besides(lane);
                if (left != null && cause instanceof AttemptFailed failed) {
                    decideFor(left);
                    course.fell(lane.call, failed.failure(), left.call);
                } else {
                    stop();
                    actual.onError(cause);
                }
            }
        }

        private boolean runs(Lane lane) {
            return !over && !lane.out;
        }

        private @Nullable Lane besides(Lane lane) {
            return lanes.stream()
                    .filter(other -> other != lane && !other.out)
                    .findFirst()
                    .orElse(null);
        }

        private void lead(Lane lane) {
            if (!decided) {
                decideFor(lane);
                Lane slower = besides(lane);
                if (slower != null) {
                    slower.cancel();
                    slower.out = true;
                    course.outrun(slower.call);
                }
            }
        }

        private void decideFor(Lane lane) {
            decided = true;
            ahead = lane.call;
            disarm();
        }

        private void stop() {
            over = true;
            disarm();
            for (Lane lane : lanes) {
                lane.cancel();
                if (lane.call != ahead) {
                    lane.call.permit().released();
                }
            }
        }

        private void disarm() {
            if (timer != null) {
                timer.dispose();
            }
        }

        private final class Lane implements CoreSubscriber<AnswerEvent> {

            private final Call call;
            private volatile @Nullable Subscription subscription;
            private volatile boolean out;
            private boolean ready;

            Lane(Call call) {
                this.call = call;
            }

            @Override
            public void onSubscribe(Subscription begun) {
                subscription = begun;
                inTurn(this::ready);
            }

            private void ready() {
                ready = true;
                if (over) {
                    cancel();
                } else if (wanted > 0) {
                    want(wanted);
                }
            }

            /** Before the race is decided nobody has handed out anything, so all that is wanted is wanted of each. */
            void want(long n) {
                Subscription begun = subscription;
                if (ready && !out && begun != null) {
                    begun.request(n);
                }
            }

            void cancel() {
                Subscription begun = subscription;
                if (!out && begun != null) {
                    begun.cancel();
                }
            }

            @Override
            public void onNext(AnswerEvent event) {
                inTurn(() -> took(this, event));
            }

            @Override
            public void onError(Throwable cause) {
                inTurn(() -> broke(this, cause));
            }

            @Override
            public void onComplete() {
                inTurn(() -> completed(this));
            }

            @Override
            public Context currentContext() {
                return actual.currentContext();
            }
        }
    }
}
