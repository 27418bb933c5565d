package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.ProviderCall;
import dev.baton.resilience.Decision;
import dev.baton.resilience.Failure;
import dev.baton.resilience.Memory;
import dev.baton.resilience.Plan;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Standing;
import dev.baton.route.Policies;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import dev.baton.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.subscriber.TestSubscriber;

/** B is asked, and C beside it after two seconds. */
class RaceTest {

    private static final Target B = Targets.target("b");
    private static final Target C = Targets.target("c");
    private static final RoutePolicy POLICY = Policies.hedging(Duration.ofSeconds(2));
    private static final RuntimeException LATE = new IllegalStateException("the time is up");

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final Time time = new Time(clock, () -> clock.now(TimeUnit.NANOSECONDS));
    private final Memory memory = new Memory();
    private final TestPublisher<AnswerEvent> atB = TestPublisher.create();
    private final TestPublisher<AnswerEvent> atC = TestPublisher.create();
    private final Call first = call(plan());
    private final Told told = new Told();
    private final Race race = new Race(first, told, time);

    private static Plan plan() {
        Decision begin = Plan.begin(
                List.of(B, C),
                POLICY,
                new RequestTraits(true, true, false),
                new Memory().outlook(POLICY, () -> 0L),
                new Random(1));
        return ((Decision.Restart) begin).plan();
    }

    private Call call(Plan plan) {
        return new Call(
                plan,
                new ProviderCall(
                        UpstreamRequest.get(plan.step().target().provider(), "/", Duration.ofSeconds(1)), List.of()),
                Objects.requireNonNull(memory.health().ask(plan.step().target(), POLICY.breaker(), true, 0)));
    }

    /** What the race tells and asks. */
    private class Told implements Race.Course {

        private final List<String> moments = new ArrayList<>();
        private boolean nobody;
        private @Nullable Duration patience = Duration.ofSeconds(2);
        private @Nullable Call second;

        @Override
        public Optional<Duration> patience(Call asked) {
            return Optional.ofNullable(patience);
        }

        @Override
        public Flux<AnswerEvent> run(Call call) {
            moments.add("asks " + call.step());
            return call.step().target().equals(B) ? atB.flux() : atC.flux();
        }

        @Override
        public Optional<Call> hedge(Call asked) {
            second = nobody ? null : call(asked.plan().hedge().orElseThrow());
            return Optional.ofNullable(second);
        }

        @Override
        public void fell(Call call, Failure failure, Call left) {
            moments.add(call.step() + " fell, " + left.step() + " is left");
        }

        @Override
        public void outrun(Call call) {
            moments.add(call.step() + " was outrun");
        }
    }

    private static AnswerEvent event(String text) {
        return AnswerEvent.of(Head.NONE, List.of(new Part.Text(0, text)));
    }

    private static AttemptFailed failed(Target target) {
        return new AttemptFailed(new Failure.Unavailable(target, "HTTP 503"));
    }

    private TestSubscriber<AnswerEvent> read(long demand) {
        TestSubscriber<AnswerEvent> reader =
                TestSubscriber.builder().initialRequest(demand).build();
        race.subscribe(reader);
        return reader;
    }

    private TestSubscriber<AnswerEvent> readBoth() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        pass(2_000);
        return reader;
    }

    private void pass(long millis) {
        clock.advanceTimeBy(Duration.ofMillis(millis));
    }

    private static List<String> texts(TestSubscriber<AnswerEvent> reader) {
        return reader.getReceivedOnNext().stream()
                .map(event -> ((Part.Text) event.parts().getFirst()).text())
                .toList();
    }

    private boolean isFree(Target target) {
        memory.health().configure(List.of(B, C), 1);
        return memory.health().standing(target, POLICY.breaker(), 0).kind() == Standing.Kind.READY;
    }

    // One of two.

    @Test
    void runsTheFirstAloneWhileItIsInTime() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        pass(1_999);
        atB.next(event("b1"));
        pass(60_000);
        atB.next(event("b2")).complete();

        assertThat(texts(reader)).containsExactly("b1", "b2");
        assertThat(reader.isTerminatedComplete()).isTrue();
        assertThat(told.moments).containsExactly("asks b/model-of-b");
    }

    @Test
    void asksTheSecondWhenTheFirstIsLate() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        pass(1_999);
        atC.assertWasNotSubscribed();

        pass(1);

        atC.assertSubscribers(1);
        atB.assertNotCancelled();
        assertThat(reader.getReceivedOnNext()).isEmpty();
    }

    @Test
    void goesOnWithTheSecondWhenThatIsFaster() {
        TestSubscriber<AnswerEvent> reader = readBoth();

        atC.next(event("c1"));

        atB.assertCancelled();
        assertThat(race.ahead()).isSameAs(told.second);
        atC.next(event("c2")).complete();
        assertThat(texts(reader)).containsExactly("c1", "c2");
        assertThat(reader.isTerminatedComplete()).isTrue();
        assertThat(told.moments).containsExactly("asks b/model-of-b", "asks c/model-of-c", "b/model-of-b was outrun");
    }

    @Test
    void goesOnWithTheFirstWhenThatIsFaster() {
        TestSubscriber<AnswerEvent> reader = readBoth();

        atB.next(event("b1"));

        atC.assertCancelled();
        assertThat(race.ahead()).isSameAs(first);
        atB.next(event("b2")).complete();
        assertThat(texts(reader)).containsExactly("b1", "b2");
        assertThat(told.moments).endsWith("c/model-of-c was outrun");
    }

    /** The slower call is over before anybody is told who was faster. */
    @Test
    void cancelsBeforeItHandsOn() {
        List<Boolean> cancelled = new ArrayList<>();
        race.doOnNext(event -> cancelled.add(atB.wasCancelled())).subscribe();
        pass(2_000);

        atC.next(event("c1"));

        assertThat(cancelled).containsExactly(true);
    }

    @Test
    void takesOneOfTwoThatBeginAtTheSameInstant() {
        TestPublisher<AnswerEvent> rude =
                TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        Race pair = new Race(
                first,
                new Told() {
                    // B says something even when it has been cancelled.
                    @Override
                    public Flux<AnswerEvent> run(Call call) {
                        return call.step().target().equals(B) ? rude.flux() : atC.flux();
                    }
                },
                time);
        TestSubscriber<AnswerEvent> reader = TestSubscriber.create();
        pair.subscribe(reader);
        pass(2_000);

        atC.next(event("c1"));
        rude.next(event("b1"));
        rude.error(LATE);
        atC.next(event("c2")).complete();

        assertThat(texts(reader)).containsExactly("c1", "c2");
        assertThat(reader.isTerminatedComplete()).isTrue();
    }

    @Test
    void takesTheFirstThatBeginsInTheInstantInWhichItIsLate() {
        clock.schedule(() -> atB.next(event("b1")), 2, TimeUnit.SECONDS);
        TestSubscriber<AnswerEvent> reader = readBoth();

        assertThat(texts(reader)).containsExactly("b1");
        assertThat(reader.isTerminated()).isFalse();
        assertThat(told.moments).containsExactly("asks b/model-of-b");
    }

    @Test
    void runsTheFirstAloneWhenNobodyElseCanBeAsked() {
        told.nobody = true;
        TestSubscriber<AnswerEvent> reader = readBoth();
        pass(60_000);

        atB.next(event("b1")).complete();

        assertThat(texts(reader)).containsExactly("b1");
        assertThat(told.moments).containsExactly("asks b/model-of-b");
    }

    @Test
    void isItsFirstCallWhereNobodyIsImpatient() {
        told.patience = null;
        TestSubscriber<AnswerEvent> reader = readBoth();
        pass(60_000);

        atB.next(event("b1")).complete();

        assertThat(texts(reader)).containsExactly("b1");
        assertThat(told.moments).containsExactly("asks b/model-of-b");
    }

    // Failures.

    @Test
    void endsAtOnceWhenTheFirstFailsAlone() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        atB.error(failed(B));

        assertThat(reader.expectTerminalError()).isInstanceOf(AttemptFailed.class);
        pass(60_000);
        assertThat(told.moments).containsExactly("asks b/model-of-b");
    }

    @Test
    void leavesTheRaceToTheSecondWhenTheFirstFails() {
        TestSubscriber<AnswerEvent> reader = readBoth();

        atB.error(failed(B));

        assertThat(reader.isTerminated()).isFalse();
        assertThat(race.ahead()).isSameAs(told.second);
        atC.next(event("c1")).complete();
        assertThat(texts(reader)).containsExactly("c1");
        assertThat(told.moments).endsWith("b/model-of-b fell, c/model-of-c is left");
    }

    @Test
    void leavesTheRaceToTheFirstWhenTheSecondFails() {
        TestSubscriber<AnswerEvent> reader = readBoth();

        atC.error(failed(C));

        assertThat(race.ahead()).isSameAs(first);
        atB.next(event("b1")).complete();
        assertThat(texts(reader)).containsExactly("b1");
        assertThat(told.moments).endsWith("c/model-of-c fell, b/model-of-b is left");
    }

    @Test
    void tellsTheLastFailureWhenBothFail() {
        TestSubscriber<AnswerEvent> reader = readBoth();

        atB.error(failed(B));
        atC.error(failed(C));

        assertThat(reader.expectTerminalError())
                .isInstanceOfSatisfying(
                        AttemptFailed.class,
                        last -> assertThat(last.failure().target()).isEqualTo(C));
        assertThat(race.ahead()).isSameAs(told.second);
    }

    @Test
    void tellsWhatTheFasterOneFailsWith() {
        TestSubscriber<AnswerEvent> reader = readBoth();
        atC.next(event("c1"));

        atC.error(failed(C));

        assertThat(texts(reader)).containsExactly("c1");
        assertThat(reader.isTerminatedError()).isTrue();
    }

    @Test
    void endsBothWhenTheTimeOfTheAnswerIsUp() {
        TestSubscriber<AnswerEvent> reader = readBoth();

        atC.error(LATE);

        assertThat(reader.expectTerminalError()).isSameAs(LATE);
        atB.assertCancelled();
        assertThat(isFree(C)).isTrue();
    }

    // Readers.

    @Test
    void endsBothWhenTheReaderLeaves() {
        TestSubscriber<AnswerEvent> reader = readBoth();

        reader.cancel();

        atB.assertCancelled();
        atC.assertCancelled();
        assertThat(isFree(C)).isTrue();
    }

    @Test
    void endsTheFirstAndAsksNobodyWhenTheReaderLeaves() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        reader.cancel();
        pass(60_000);

        atB.assertCancelled();
        assertThat(told.moments).containsExactly("asks b/model-of-b");
    }

    @Test
    void endsACallThatTheReaderLeavesWhileItIsBeingMade() {
        TestSubscriber<AnswerEvent> reader = TestSubscriber.create();
        Race leaving = new Race(
                first,
                new Told() {
                    @Override
                    public Flux<AnswerEvent> run(Call call) {
                        return super.run(call).doOnSubscribe(begun -> {
                            if (call.step().target().equals(C)) {
                                reader.cancel();
                            }
                        });
                    }
                },
                time);
        leaving.subscribe(reader);

        pass(2_000);

        atB.assertCancelled();
        atC.assertCancelled();
    }

    @Test
    void asksForWhatTheReaderWants() {
        TestSubscriber<AnswerEvent> reader = read(2);
        pass(2_000);
        atB.assertMinRequested(2).assertMaxRequested(2);
        atC.assertMinRequested(2).assertMaxRequested(2);

        reader.request(1);
        atC.assertMinRequested(3).assertMaxRequested(3);
        atC.next(event("c1"), event("c2"), event("c3"));
        reader.request(1);

        atC.next(event("c4"));
        assertThat(texts(reader)).containsExactly("c1", "c2", "c3", "c4");
    }

    @Test
    void isNotImpatientForAReaderThatWantsNothing() {
        TestSubscriber<AnswerEvent> reader = read(0);
        pass(60_000);
        assertThat(told.moments).containsExactly("asks b/model-of-b");

        reader.request(1);
        pass(1_999);
        assertThat(told.moments).hasSize(1);
        pass(1);

        assertThat(told.moments).containsExactly("asks b/model-of-b", "asks c/model-of-c");
    }

    // Threads.

    @Test
    void hasOneWinnerWhereBothBeginOnThreadsOfTheirOwn() throws InterruptedException {
        for (int round = 0; round < 300; round++) {
            List<String> read = compete();

            assertThat(read).hasSize(20);
            assertThat(read.stream().map(text -> text.charAt(0)).distinct()).hasSize(1);
            assertThat(read).isSorted();
        }
    }

    /** Two threads say twenty things each, at once; the reader must never be told two things at a time. */
    private List<String> compete() throws InterruptedException {
        List<Thread> speakers = new ArrayList<>();
        CountDownLatch together = new CountDownLatch(2);
        Race threads = new Race(
                first,
                new Told() {
                    @Override
                    public Flux<AnswerEvent> run(Call call) {
                        String name = call.step().target().equals(B) ? "b" : "c";
                        return Flux.from(reader -> {
                            reader.onSubscribe(new Subscription() {
                                @Override
                                public void request(long n) {}

                                @Override
                                public void cancel() {}
                            });
                            speakers.add(new Thread(() -> {
                                together.countDown();
                                for (int i = 10; i < 30; i++) {
                                    reader.onNext(event(name + i));
                                }
                                reader.onComplete();
                            }));
                        });
                    }
                },
                time);
        List<String> read = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(1);
        threads.doOnNext(event -> {
                    assertThat(inside.incrementAndGet()).isEqualTo(1);
                    read.add(((Part.Text) event.parts().getFirst()).text());
                    inside.decrementAndGet();
                })
                .doFinally(end -> over.countDown())
                .subscribe();
        pass(2_000);
        speakers.forEach(Thread::start);
        assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
        for (Thread speaker : speakers) {
            speaker.join();
        }
        return read;
    }
}
