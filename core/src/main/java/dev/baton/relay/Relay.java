package dev.baton.relay;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.answer.Transcript;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.BadRequest;
import dev.baton.dialect.ProviderCall;
import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Classification;
import dev.baton.resilience.Decision;
import dev.baton.resilience.Failure;
import dev.baton.resilience.FailureClassifier;
import dev.baton.resilience.Memory;
import dev.baton.resilience.Observation;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Permit;
import dev.baton.resilience.Plan;
import dev.baton.resilience.PrefillRefusals;
import dev.baton.resilience.Step;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import dev.baton.splice.SeamFailed;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.Upstream;
import dev.baton.upstream.UpstreamResponse;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.observability.DefaultSignalListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;

/**
 * Carries answers from their targets to their clients. Start reading here.
 *
 * <p>An answer is {@linkplain #carry carried} attempt by attempt. An {@linkplain #attempt attempt} says nothing before its
 * first useful event, so whatever fails before it leaves no trace. What is handed on is written into the transcript; when an
 * attempt fails, the {@link Plan} decides from failure and transcript what is done, and the relay obeys. There is no other
 * failover anywhere.
 */
public final class Relay implements AutoCloseable {

    /** How long the body of an error is waited for; what has come by then must do. */
    private static final Duration ERROR_BODY_LIMIT = Duration.ofSeconds(2);

    private final Upstream upstream;
    private final List<FailureClassifier> classifiers;
    private final Memory memory;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Shutdown shutdown = new Shutdown();

    /** Makes a relay with a memory of its own. */
    public Relay(Upstream upstream, List<FailureClassifier> classifiers, RandomGenerator random, InstantSource clock) {
        this(upstream, classifiers, new Memory(), random, clock);
    }

    /**
     * Makes a relay, which serves any number of answers at a time.
     *
     * @param classifiers asked before the configuration's rules and the built-in one
     * @param memory what answers learn for each other
     * @param random for weights and jitter; safe for use by many threads
     * @param clock tells the date, for a Retry-After that is one
     */
    public Relay(
            Upstream upstream,
            List<FailureClassifier> classifiers,
            Memory memory,
            RandomGenerator random,
            InstantSource clock) {
        this.upstream = upstream;
        this.classifiers = List.copyOf(classifiers);
        this.memory = memory;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Ends every answer that still runs, and every one that is asked for later, with {@link AnswerFailed}; their calls are
     * cancelled. Returns before that is done: each answer ends on its own thread.
     */
    @Override
    public void close() {
        shutdown.begin();
    }

    /** What one answer has, from its first attempt to its end. */
    private record Passage(
            RelayRequest request, Classification classification, Transcript transcript, Deadline deadline) {

        Story story() {
            return request.story();
        }

        RoutePolicy policy() {
            return request.route().policy();
        }

        ProviderCall call(Step step) {
            return request.calls()
                    .call(step, transcript.text(), policy().timeouts().connect());
        }
    }

    /**
     * The answer, whole and in order, each event once. Ends normally only when the client has been handed a complete answer,
     * else with {@link AnswerFailed}. Cancelling it ends the call under way and makes no other.
     *
     * @return to be subscribed to once
     */
    public Flux<AnswerEvent> answer(RelayRequest request) {
        return Flux.defer(() -> begin(request));
    }

    private Flux<AnswerEvent> begin(RelayRequest request) {
        RoutePolicy policy = request.route().policy();
        memory.budget().deposit(now(request));
        Passage passage = new Passage(
                request,
                Classification.of(classifiers, policy.classify(), clock),
                new Transcript(),
                deadline(policy.timeouts().total(), request));
        Decision first = Plan.begin(
                request.route().order(random),
                policy,
                request.calls().traits(),
                memory.outlook(policy, request.time().nanos()),
                random);
        return Interruption.of(obey(first, passage), end -> awaitShutdown(passage, end))
                .concatWith(Flux.defer(() -> missingUsage(passage)))
                .doFinally(signal -> passage.story().ended(outcome(signal), passage.transcript));
    }

    /** An answer that has all but its end marker is let have it. */
    private Disposable awaitShutdown(Passage passage, Consumer<? super Throwable> end) {
        Scheduler scheduler = passage.request.time().scheduler();
        Runnable endNow = () -> end.accept(AnswerFailed.shutDown(passage.story().failures()));
        return shutdown.await(scheduler, () -> {
            if (passage.transcript.hasFinish()) {
                scheduler.schedule(endNow, Reading.AFTER_FINISH.toNanos(), TimeUnit.NANOSECONDS);
            } else {
                endNow.run();
            }
        });
    }

    private Flux<AnswerEvent> obey(Decision decision, Passage passage) {
        return switch (decision) {
            case Decision.Retry again -> repeat(again, passage);
            case Decision.Restart anew -> carry(anew.plan(), passage);
            case Decision.Continue seam -> carry(seam.plan(), passage);
            case Decision.Complete whole -> settle(whole.finish(), passage);
            case Decision.GiveUp end -> giveUp(end, passage);
        };
    }

    /** A plan knows how it stands with a target; the leave to ask it is given here, and another answer may be faster. */
    private Flux<AnswerEvent> carry(Plan plan, Passage passage) {
        passage.story().skipped(plan.passedOver());
        try {
            return call(plan, passage)
                    .map(call -> carry(call, passage))
                    .orElseGet(() -> obey(plan.passOver(), passage));
        } catch (BadRequest untranslated) {
            return passOver(unfit(plan.step().target(), untranslated), plan, passage);
        }
    }

    /**
     * The call that a plan asks for; empty when its target is not to be asked now.
     *
     * @throws BadRequest when what the client asks for cannot be put into the target's dialect
     */
    private Optional<Call> call(Plan plan, Passage passage) {
        Step step = plan.step();
        ProviderCall asking = passage.call(step);
        boolean timed = passage.request.streaming() && step.opening() == Opening.RESTART;
        Permit permit = memory.health().ask(step.target(), passage.policy().breaker(), timed, now(passage.request));
        return Optional.ofNullable(permit).map(given -> new Call(plan, asking, given));
    }

    /** Nobody has been asked, so it says nothing of anybody's health. */
    private Flux<AnswerEvent> passOver(Failure.Unfit unfit, Plan plan, Passage passage) {
        passage.story().unfit(unfit);
        return obey(plan.after(unfit, passage.transcript), passage);
    }

    private static Failure.Unfit unfit(Target target, BadRequest untranslated) {
        String text = untranslated.text();
        return new Failure.Unfit(
                target,
                text.endsWith(".") ? text.substring(0, text.length() - 1) : text,
                untranslated.code(),
                untranslated.param(),
                untranslated.isInexpressible() ? Failure.Unfit.Why.INEXPRESSIBLE : Failure.Unfit.Why.MALFORMED);
    }

    /** What a call brings, or the faster one of two. The last one that fails decides how it goes on. */
    private Flux<AnswerEvent> carry(Call call, Passage passage) {
        passage.story().asked(call.step(), call.asking().dropped(), passage.transcript);
        Race race = new Race(call, new Hedging(passage), passage.request.time());
        return race.tap(() -> new Noting(race, passage))
                .onErrorResume(AttemptFailed.class, failed -> after(failed.failure(), race.ahead(), passage));
    }

    /** What is noted of a call while it is carried: everything but a failure, which is judged first. */
    private static final class Noting extends DefaultSignalListener<AnswerEvent> {

        private final Race race;
        private final Passage passage;

        Noting(Race race, Passage passage) {
            this.race = race;
            this.passage = passage;
        }

        @Override
        public void doOnNext(AnswerEvent event) {
            passage.transcript.delivered(event);
            passage.story().delivered(race.ahead().step());
            race.ahead().permit().answering(passage.request.time().nanos());
        }

        @Override
        public void doOnComplete() {
            passage.story().health(race.ahead().permit().completed());
        }

        @Override
        public void doFinally(SignalType end) {
            race.ahead().permit().released();
        }
    }

    private Flux<AnswerEvent> after(Failure failure, Call call, Passage passage) {
        failed(failure, call, passage);
        return obey(call.plan().after(failure, passage.transcript), passage);
    }

    private void failed(Failure failure, Call call, Passage passage) {
        passage.story().broke(failure, passage.transcript);
        passage.story().health(call.permit().failed(failure, now(passage.request)));
        if (failure instanceof Failure.PrefillRefused && call.step().opening() == Opening.PREFILL) {
            learnRefusal(failure.target(), passage);
        }
    }

    /** Two calls for one answer, where its route wants that: of streams only, since an answer in one piece shows no beginning. */
    private final class Hedging implements Race.Course {

        private final Passage passage;

        Hedging(Passage passage) {
            this.passage = passage;
        }

        @Override
        public Optional<Duration> patience(Call first) {
            return passage.request.streaming() ? first.plan().patience() : Optional.empty();
        }

        @Override
        public Flux<AnswerEvent> run(Call call) {
            return Flux.defer(() -> attempt(call, passage));
        }

        @Override
        public Optional<Call> hedge(Call first) {
            Optional<Call> second = first.plan()
                    .hedge()
                    .filter(plan -> memory.budget().withdrawHedge(now(passage.request)))
                    .flatMap(this::fitting);
            second.ifPresent(call -> passage.story()
                    .hedged(call.step(), call.asking().dropped(), first.step().target()));
            return second;
        }

        private Optional<Call> fitting(Plan plan) {
            try {
                return call(plan, passage);
            } catch (BadRequest untranslated) {
                return Optional.empty();
            }
        }

        @Override
        public void fell(Call call, Failure failure, Call left) {
            failed(failure, call, passage);
            left.goesOnAlone(failure);
        }

        @Override
        public void outrun(Call call) {
            call.permit().outrun(now(passage.request));
            passage.story().outrun(call.step().target());
        }
    }

    /** Everything that is asked for again comes out of one budget. */
    private Flux<AnswerEvent> repeat(Decision.Retry again, Passage passage) {
        return memory.budget().withdraw(now(passage.request))
                ? pause(again.delay(), passage).thenMany(Flux.defer(() -> carry(again.plan(), passage)))
                : obey(again.otherwise(), passage);
    }

    private static Flux<AnswerEvent> giveUp(Decision.GiveUp end, Passage passage) {
        passage.story().skipped(end.passedOver());
        return Flux.error(AnswerFailed.of(end));
    }

    /** The client lacks nothing but the finish of its answer, so nobody is called for it. */
    private static Flux<AnswerEvent> settle(Part.Finish finish, Passage passage) {
        passage.story().settled(finish.reason());
        return Flux.just(AnswerEvent.of(Head.NONE, List.of(finish))).doOnNext(passage.transcript::delivered);
    }

    private void learnRefusal(Target target, Passage passage) {
        memory.refusals().learn(target, now(passage.request));
        passage.story().learnedRefusal(target, PrefillRefusals.REMEMBERED);
    }

    private static long now(RelayRequest request) {
        return request.time().nanos().getAsLong();
    }

    private static Mono<Long> pause(Duration delay, Passage passage) {
        passage.story().waiting(delay);
        Time time = passage.request.time();
        Duration left = Duration.ofNanos(passage.deadline.at() - time.nanos().getAsLong());
        return left.compareTo(delay) > 0
                ? Mono.delay(delay, time.scheduler())
                : Mono.delay(left, time.scheduler()).then(Mono.error(passage.deadline.failure()));
    }

    /** One call, as the events that the client may have of it. What becomes of it is told as {@link AttemptFailed}. */
    private Flux<AnswerEvent> attempt(Call call, Passage passage) {
        Step step = call.step();
        RelayRequest request = passage.request;
        Transcript transcript = passage.transcript;
        RoutePolicy policy = request.route().policy();
        Reading reading = new Reading(
                policy.timeouts(),
                request.streaming(),
                call::isLastCandidate,
                seam(step, transcript, request),
                new Hold(policy.toolCalls()),
                request.time());
        return new Attempt(
                upstream.exchange(call.asking().request()),
                response -> body(step, response, reading, request),
                reading,
                seen -> failureOf(seen, step, passage),
                passage.deadline,
                request.time());
    }

    private static @Nullable Seam seam(Step step, Transcript transcript, RelayRequest request) {
        return transcript.isEmpty()
                ? null
                : new Seam(step.opening(), transcript, request.calls().traits().terms());
    }

    private static Flux<byte[]> body(Step step, UpstreamResponse response, Reading reading, RelayRequest request) {
        if (response.status() != 200) {
            return refusal(response, request.time());
        }
        try {
            reading.begin(request.calls().reader(step, response));
            return response.body();
        } catch (BadAnswer bad) {
            return abandoned(response, bad);
        }
    }

    /** Subscribes to the body and cancels it at once: that is what ends the call. */
    private static Flux<byte[]> abandoned(UpstreamResponse response, BadAnswer bad) {
        return Flux.firstWithSignal(response.body().thenMany(Flux.never()), Flux.error(bad));
    }

    private static Flux<byte[]> refusal(UpstreamResponse response, Time time) {
        return response.body()
                .onErrorComplete(CallFailed.class)
                .take(ERROR_BODY_LIMIT, time.scheduler())
                .collect(ErrorBody::new, ErrorBody::add)
                .flatMapMany(body -> Flux.error(
                        new BadAnswer(new Observation.Refused(response.status(), response.headers(), body.bytes()))));
    }

    /** The beginning of an error's body: enough to understand it by. */
    private static final class ErrorBody {

        private static final int MOST_BYTES = 64 << 10;

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        void add(byte[] bytes) {
            kept.write(bytes, 0, Math.min(bytes.length, MOST_BYTES - kept.size()));
        }

        byte[] bytes() {
            return kept.toByteArray();
        }
    }

    /** A complete answer whose targets did not say what it cost: the client is told a guess, marked as one. */
    private static Flux<AnswerEvent> missingUsage(Passage passage) {
        Transcript transcript = passage.transcript;
        if (!passage.request.streaming() || transcript.hasUsage()) {
            return Flux.empty();
        }
        Part.Usage guess = new Part.Usage(
                passage.request.calls().estimatedPromptTokens(),
                Part.Usage.estimate(transcript.characters()),
                true,
                null);
        return Flux.just(AnswerEvent.of(Head.NONE, List.of(guess)));
    }

    /** What the decision is about; what is no outcome of a call, such as the deadline, stays what it is. */
    private static Throwable failureOf(Throwable seen, Step step, Passage passage) {
        Observation observed = switch (seen) {
            case BadAnswer bad -> bad.seen();
            case SeamFailed seam -> new Observation.Unaligned(String.valueOf(seam.getMessage()));
            case CallFailed lost -> new Observation.Lost(lost.stage(), String.valueOf(lost.getMessage()));
            default -> null;
        };
        return observed == null ? seen : new AttemptFailed(passage.classification.judge(step, observed));
    }

    /** One for all attempts. */
    private static Deadline deadline(Duration total, RelayRequest request) {
        return new Deadline(
                request.time().nanos().getAsLong() + total.toNanos(),
                () -> AnswerFailed.late(request.story().failures()));
    }

    private static Moment.Outcome outcome(SignalType signal) {
        return switch (signal) {
            case ON_COMPLETE -> Moment.Outcome.COMPLETE;
            case CANCEL -> Moment.Outcome.CLIENT_LEFT;
            default -> Moment.Outcome.FAILED;
        };
    }
}
