package dev.baton.relay;

import static dev.baton.dialect.openai.Chunks.DONE;
import static dev.baton.dialect.openai.Chunks.finish;
import static dev.baton.dialect.openai.Chunks.sse;
import static dev.baton.dialect.openai.Chunks.text;
import static dev.baton.dialect.openai.Chunks.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.AnswerEvent;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.ProviderCalls;
import dev.baton.dialect.known.Dialects;
import dev.baton.dialect.openai.ChatRequest;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.RoutePolicy.Timeouts;
import dev.baton.route.RoutePolicy.ToolCalls;
import dev.baton.route.Targets;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.subscriber.TestSubscriber;

/** Ten seconds for the first token and between two of them, a minute for everything. */
class AttemptTest {

    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration TOTAL = Duration.ofMinutes(1);
    private static final RuntimeException LATE = new IllegalStateException("the time is up");
    private static final String NOTHING = ": still here\n\n";

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final Time time = new Time(clock, () -> clock.now(TimeUnit.NANOSECONDS));
    private final TestPublisher<byte[]> body = TestPublisher.create();

    private TestSubscriber<AnswerEvent> read(long demand) {
        return read(demand, Mono.just(new UpstreamResponse(200, Map.of(), body.flux())));
    }

    private TestSubscriber<AnswerEvent> read(long demand, Mono<UpstreamResponse> call) {
        TestSubscriber<AnswerEvent> reader =
                TestSubscriber.builder().initialRequest(demand).build();
        attempt(call).subscribe(reader);
        return reader;
    }

    private Attempt attempt(Mono<UpstreamResponse> call) {
        Timeouts timeouts = new Timeouts(SILENCE, SILENCE, SILENCE, SILENCE, TOTAL, SILENCE);
        Reading reading = new Reading(timeouts, true, () -> false, null, new Hold(ToolCalls.ATOMIC), time);
        ProviderCalls calls = Dialects.calls(ChatRequest.parse(utf8(Scene.STREAM)));
        Step step = new Step(Targets.target("b"), Opening.RESTART);
        return new Attempt(
                call,
                response -> {
                    reading.begin(calls.reader(step, response));
                    return response.body();
                },
                reading,
                Function.identity(),
                new Deadline(time.nanos().getAsLong() + TOTAL.toNanos(), () -> LATE),
                time);
    }

    private void says(String events) {
        body.next(utf8(events));
    }

    private static String token() {
        return sse(text("b", "x"));
    }

    private void pass(long millis) {
        clock.advanceTimeBy(Duration.ofMillis(millis));
    }

    // Silence.

    @Test
    void endsASilenceAtItsLimit() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);

        pass(9_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(1);

        assertThat(reader.expectTerminalError()).isInstanceOf(BadAnswer.class);
        body.assertWasCancelled();
    }

    @Test
    void endsACallThatBringsNoResponseAtItsLimit() {
        TestPublisher<UpstreamResponse> call = TestPublisher.create();
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE, call.mono());

        pass(10_000);

        assertThat(reader.expectTerminalError()).isInstanceOf(BadAnswer.class);
        call.assertWasCancelled();
    }

    @Test
    void endsNormallyWhenNothingIsMissing() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        says(token() + sse(finish("b", "stop")));

        pass(1_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(1);

        assertThat(reader.isTerminatedComplete()).isTrue();
        body.assertWasCancelled();
    }

    @Test
    void isNotFedByPiecesThatAreNoProgress() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        for (int second = 1; second < 10; second++) {
            pass(1_000);
            says(NOTHING);
        }
        assertThat(reader.isTerminated()).isFalse();

        pass(1_000);

        assertThat(reader.isTerminatedError()).isTrue();
    }

    @Test
    void countsFromTheLastToken() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        pass(6_000);
        says(token());

        pass(9_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(1);

        assertThat(reader.isTerminatedError()).isTrue();
    }

    @Test
    void standsStillWhileTheReaderWantsNothing() {
        TestSubscriber<AnswerEvent> reader = read(1);
        says(token());

        pass(40_000);
        assertThat(reader.isTerminated()).isFalse();
        reader.request(1);
        pass(9_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(1);

        assertThat(reader.expectTerminalError()).isInstanceOf(BadAnswer.class);
    }

    @Test
    void givesBackTheTimeInWhichTheReaderWantedNothingAndNoMore() {
        TestSubscriber<AnswerEvent> reader = read(1);
        pass(1_000);
        says(token() + token());
        pass(20_000);
        reader.request(1);
        pass(20_000);
        reader.request(1);

        pass(9_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(1);

        assertThat(reader.isTerminatedError()).isTrue();
    }

    // The deadline.

    @Test
    void endsAtTheDeadlineHoweverMuchComes() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        for (int second = 1; second <= 60; second++) {
            says(token());
            pass(1_000);
        }

        assertThat(reader.expectTerminalError()).isSameAs(LATE);
        body.assertWasCancelled();
    }

    @Test
    void endsAtTheDeadlineAlsoWhileTheReaderIsTheSlowSide() {
        TestSubscriber<AnswerEvent> reader = read(1);
        says(token() + token());

        pass(60_000);

        assertThat(reader.expectTerminalError()).isSameAs(LATE);
        assertThat(reader.getReceivedOnNext()).hasSize(1);
    }

    @Test
    void isCompleteAtTheDeadlineWhenTheReaderHasEverything() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        for (int second = 1; second <= 59; second++) {
            says(token());
            pass(1_000);
        }
        says(sse(finish("b", "stop")));

        pass(1_000);

        assertThat(reader.isTerminatedComplete()).isTrue();
    }

    // Demand and order.

    @Test
    void asksForOnePieceAtATimeAndOnlyWhatIsWanted() {
        TestSubscriber<AnswerEvent> reader = read(0);
        body.assertMaxRequested(0);

        reader.request(2);

        body.assertMaxRequested(1);
        says(token() + token() + token());
        body.assertMaxRequested(1);
        assertThat(reader.getReceivedOnNext()).hasSize(2);
    }

    @Test
    void letsNoFailureOvertakeWhatASlowReaderHasYetToTake() {
        TestSubscriber<AnswerEvent> reader = read(1);
        says(token() + token());
        CallFailed reset = new CallFailed(CallFailed.Stage.BODY, "reset");
        body.error(reset);
        assertThat(reader.isTerminated()).isFalse();

        reader.request(1);

        assertThat(reader.getReceivedOnNext()).hasSize(2);
        assertThat(reader.expectTerminalError()).isSameAs(reset);
    }

    @Test
    void handsOutWhatWasGoodBeforeAnEventThatIsNot() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);

        says(token() + sse("{"));

        assertThat(reader.getReceivedOnNext()).hasSize(1);
        assertThat(reader.expectTerminalError()).isInstanceOf(BadAnswer.class);
        body.assertWasCancelled();
    }

    @Test
    void doesNotMindABreakBehindAWholeAnswer() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        says(token() + sse(finish("b", "stop")));

        body.error(new CallFailed(CallFailed.Stage.BODY, "reset"));

        assertThat(reader.isTerminatedComplete()).isTrue();
    }

    // What is left behind.

    @Test
    void endsTheCallWhenTheReaderLeaves() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        says(token());

        reader.cancel();

        body.assertWasCancelled();
        pass(120_000);
        assertThat(reader.isTerminated()).isFalse();
    }

    @Test
    void endsTheCallAtOnceWhenTheReaderLeavesWhileItTakesAToken() {
        List<Boolean> ended = new ArrayList<>();
        TestPublisher<byte[]> source = TestPublisher.create();
        attempt(Mono.just(new UpstreamResponse(200, Map.of(), source.flux()))).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(AnswerEvent event) {
                cancel();
                ended.add(source.wasCancelled());
            }
        });

        source.next(utf8(token() + token()));

        assertThat(ended).containsExactly(true);
    }

    @Test
    void leavesACompleteBodyAlone() {
        TestSubscriber<AnswerEvent> reader = read(Long.MAX_VALUE);
        says(token() + sse(finish("b", "stop")) + DONE);

        body.complete();

        assertThat(reader.isTerminatedComplete()).isTrue();
        body.assertWasNotCancelled();
    }

    @Test
    void costsOneTimerHoweverManyTokensPass() {
        read(Long.MAX_VALUE);
        says(token());
        long timers = clock.getScheduledTaskCount();

        for (int i = 0; i < 1_000; i++) {
            says(token());
        }

        assertThat(clock.getScheduledTaskCount()).isEqualTo(timers);
    }
}
