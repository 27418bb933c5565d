package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.baton.relay.Moment;
import dev.baton.testkit.Death;
import dev.baton.testkit.Framing;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.Quirk;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every break of server B's answer, before the first token and after some, times every way in which server C may take it
 * up: either the client reads one whole answer, or it is told honestly that there is none.
 */
class FaultSuiteTest {

    /** What an anchor adds is with {@link AnchorRulesTest}. */
    private static final String EXACT = "resume: { ladder: [prefill, replay] }";

    private static TestGround ground;

    @BeforeAll
    static void start() {
        ground = TestGround.start(
                8,
                Map.of(
                        "chat", "targets: [b, c], retry: { backoff: 5ms }, timeouts: { first-token: 20s }, " + EXACT,
                        "quick",
                                "targets: [b, c], timeouts: { first-token: 500ms, between-tokens: 500ms, whole-answer: 1s }, "
                                        + EXACT,
                        "gone", "targets: [d, c], " + EXACT),
                Map.of("c", "continuation: prefill", "d", "reuse: none"));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    /** A test on a lane of its own, which says its name when it fails: reports know it by a number only. */
    private static DynamicTest test(String name, TestGround.Scene scene) {
        return dynamicTest(name, () -> {
            try {
                ground.on(scene);
            } catch (AssertionError failed) {
                throw new AssertionError(name + ": " + failed.getMessage(), failed);
            }
        });
    }

    /** One field of the matrix. */
    private record Cell(Break fault, int tokens, Successor successor) {

        @Override
        public String toString() {
            return fault + " after " + tokens + " tokens, " + successor;
        }
    }

    private static Stream<Cell> cells() {
        return Break.ALL.stream()
                .flatMap(fault -> fault.tokens().stream()
                        .flatMap(tokens ->
                                Stream.of(Successor.values()).map(successor -> new Cell(fault, tokens, successor))));
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> aBrokenAnswerIsCompletedOrHonestlyGivenUp() {
        return cells().map(cell -> test(cell.toString(), lane -> play(cell, lane)));
    }

    private static void play(Cell cell, Lane lane) {
        lane.b().answers(cell.fault.script().apply(cell.tokens));
        lane.c().answers(cell.successor.script);

        StreamedAnswer answer = lane.streaming(cell.fault.model()).withUsage().to(lane.gateway());
        if (cell.fault.needsHand(cell.tokens)) {
            answer.awaitTokens(cell.tokens);
            lane.b().closeConnections(Death.RST);
        }

        if (cell.successor.completes(cell.tokens)) {
            assertThat(answer)
                    .isWhole(cell.successor.wholeText(cell.tokens))
                    .tellsUsage()
                    .isFrom(
                            lane.target(cell.tokens == 0 ? lane.c() : lane.b()),
                            cell.tokens == 0 ? cell.fault.calls() + 1 : 1);
            lane.assertStory(answer, Moment.Outcome.COMPLETE);
        } else {
            assertThat(answer)
                    .isHonestError(
                            Tale.first(cell.tokens),
                            "could complete the answer: " + lane.target(lane.b()) + ": ",
                            cell.fault.cause(),
                            "; " + lane.target(lane.c()) + ": ");
            lane.assertStory(answer, Moment.Outcome.FAILED);
        }
        assertCalls(cell, lane);
    }

    private static void assertCalls(Cell cell, Lane lane) {
        assertThat(lane.callsMade()).containsExactly(cell.tokens == 0 ? cell.fault.calls() : 1, 1, 0);
        ReceivedRequest first = lane.b().requests().getLast();
        ReceivedRequest second = lane.c().requests().getFirst();
        assertThat(second.arrivedAt()).isGreaterThan(first.arrivedAt());
        assertThat(Lane.prefillOf(first)).isEmpty();
        assertThat(Lane.prefillOf(second)).isEqualTo(Tale.first(cell.tokens).stripTrailing());
        assertThat(List.of(first, second))
                .allSatisfy(call -> assertThat(call.body()
                                .path("stream_options")
                                .path("include_usage")
                                .asBoolean())
                        .isTrue());
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> aServerThatGivesNoAnswerIsPassedOver() {
        return NoAnswer.ALL.stream()
                .map(fault -> test(fault.toString(), lane -> {
                    lane.b().answers(fault.script());

                    StreamedAnswer answer = lane.streaming(fault.model()).to(lane.gateway());

                    assertThat(answer)
                            .isWhole(Story.TEXT)
                            .tellsNoUsage()
                            .isFrom(lane.target(lane.c()), fault.calls() + 1);
                    assertThat(lane.callsMade()).containsExactly(fault.calls(), 1, 0);
                    assertThat(Lane.prefillOf(lane.c().requests().getFirst())).isEmpty();
                    lane.assertStory(answer, Moment.Outcome.COMPLETE);
                }));
    }

    @Test
    void aServerThatCannotBeReachedIsPassedOver() throws Exception {
        ground.on(lane -> {
            lane.d().refuseConnections();

            StreamedAnswer answer = lane.streaming("gone").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).isFrom(lane.target(lane.c()), 2);
            assertThat(lane.callsMade()).containsExactly(0, 1, 0);
        });
    }

    @Test
    void aResetBehindTheFinishSpoilsNothing() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().stallAt(Point.Stage.AFTER_FINISH));

            StreamedAnswer answer = lane.streaming("chat").withUsage().to(lane.gateway());
            answer.awaitBody("\"finish_reason\":\"stop\"");
            lane.b().closeConnections(Death.RST);

            assertThat(answer).isWhole(Story.TEXT).tellsUsage().isFrom(lane.target(lane.b()), 1);
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void anEventWithoutBoundsIsAFault(int tokens) throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().sayAfter(tokens, Outburst.oversizeEvent(17 << 20)));

            StreamedAnswer answer = lane.streaming("chat").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> aServerThatGivesNoAnswerAndNobodyElseIsAnHttpError() {
        return NoAnswer.ALL.stream()
                .map(fault -> test(fault.toString(), lane -> {
                    lane.b().answers(fault.script());
                    lane.c().answers(Script.status(503));

                    StreamedAnswer answer = lane.streaming(fault.model()).to(lane.gateway());

                    assertThat(answer)
                            .isRefused(
                                    503,
                                    "could complete the answer: " + lane.target(lane.b()) + ": ",
                                    fault.cause(),
                                    "; " + lane.target(lane.c()) + ": HTTP 503");
                    lane.assertStory(answer, Moment.Outcome.FAILED);
                }));
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> whatIsOddAndNoFaultIsAnsweredByServerBAlone() {
        return Oddity.ALL.stream()
                .map(oddity -> test(oddity.toString(), lane -> {
                    lane.b().answers(oddity.script());

                    StreamedAnswer answer = lane.streaming("chat").withUsage().to(lane.gateway());

                    assertThat(answer).isWhole(Story.TEXT).tellsUsage().isFrom(lane.target(lane.b()), 1);
                    assertThat(lane.callsMade()).containsExactly(1, 0, 0);
                }));
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> aSpoiltBodyInOnePieceIsReplacedByAWholeOne() {
        return WHOLE_BODY_FAULTS.entrySet().stream()
                .map(fault -> test(fault.getKey(), lane -> {
                    lane.b().answers(fault.getValue());

                    StreamedAnswer answer = lane.whole("quick").to(lane.gateway());

                    assertThat(answer).isWholeBody(Story.TEXT);
                    assertThat(answer.header("x-baton-target")).isEqualTo(lane.target(lane.c()));
                    assertThat(lane.callsMade()).containsExactly(1, 1, 0);
                    assertThat(Lane.prefillOf(lane.c().requests().getFirst())).isEmpty();
                }));
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> aServerThatGivesNoBodyInOnePieceIsPassedOver() {
        return NoAnswer.ALL.stream()
                // Not for bodies: it is the stream that is too short for its length.
                .filter(fault -> !fault.name().equals("too short a length"))
                .map(fault -> test(fault.toString(), lane -> {
                    lane.b().answers(fault.script());

                    StreamedAnswer answer = lane.whole(fault.model()).to(lane.gateway());

                    assertThat(answer).isWholeBody(Story.TEXT);
                    assertThat(answer.header("x-baton-attempts")).isEqualTo("" + (fault.calls() + 1));
                    assertThat(lane.callsMade()).containsExactly(fault.calls(), 1, 0);
                }));
    }

    private static final Map<String, Script> WHOLE_BODY_FAULTS = Map.ofEntries(
            entry("FIN at its beginning", Script.standard().dieAfter(1, Death.FIN)),
            entry("FIN in its middle", Script.standard().dieAfter(30, Death.FIN)),
            entry("FIN at its end", Script.standard().dieAfter(60, Death.FIN)),
            entry("FIN of a body that ends with it", closing().dieAfter(30, Death.FIN)),
            entry("silence in its middle", Script.standard().stallAfter(30)),
            entry("blanks for ever", Script.standard().stallWithComments(Point.afterTokens(30), Duration.ofMillis(40))),
            entry("an error in its middle", Script.standard().sayAfter(30, Outburst.errorChunk())),
            entry("its end in its middle", Script.standard().sayAfter(30, Outburst.finish("abort"))),
            entry("too slow", Script.standard().pace(Duration.ofMillis(30))),
            entry("no finish", Script.standard().quirks(Quirk.MISSING_FINISH)),
            entry("a null finish", Script.standard().quirks(Quirk.NULL_FINISH)),
            entry("given up", Script.standard().finishReason("abort")),
            entry("a stream", Script.standard().contentType("text/event-stream")));

    private static Script closing() {
        return Script.standard().framing(Framing.CLOSE_DELIMITED);
    }
}
