package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.relay.Moment;
import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.RequestEnd;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each clock measures, what feeds it, and what happens when it runs out. */
class ClocksTest {

    private static final Duration OFTEN = Duration.ofMillis(50);

    private static TestGround ground;

    @BeforeAll
    static void start() {
        ground = TestGround.start(
                1,
                Map.of(
                        "quick", "targets: [b, c], timeouts: { first-token: 400ms, between-tokens: 400ms }",
                        "steady", "targets: [b, c], timeouts: { first-token: 20s, between-tokens: 400ms }",
                        "alone", "targets: [b], timeouts: { first-token: 200ms }",
                        "bodies", "targets: [b, c], timeouts: { first-token: 100ms, whole-answer: 900ms }",
                        "hurried", "targets: [b, c], timeouts: { total: 700ms }",
                        "paused", "targets: [b, c], timeouts: { total: 700ms }, retry: { backoff: 30s }"),
                Map.of("c", "continuation: prefill"));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    /** Chunks that say nothing a client could show, each of them one write. */
    static List<String> emptyChunks() {
        return List.of(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"}}]}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"\"}}]}\n\n",
                "data: {\"choices\":[]}\n\n",
                ": ping\n\n");
    }

    @ParameterizedTest
    @MethodSource("emptyChunks")
    void whatSaysNothingFeedsNoClockBeforeTheFirstToken(String chunk) throws Exception {
        ground.on(lane -> {
            lane.b().answers(dripping(0, chunk));

            StreamedAnswer answer = lane.streaming("quick").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).isFrom(lane.target(lane.c()), 2);
            assertThat(brokenOff(lane, answer)).contains("no answer within 400 ms");
            assertLeft(lane);
        });
    }

    @ParameterizedTest
    @MethodSource("emptyChunks")
    void whatSaysNothingFeedsNoClockBetweenTokens(String chunk) throws Exception {
        ground.on(lane -> {
            lane.b().answers(dripping(2, chunk));

            StreamedAnswer answer = lane.streaming("steady").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).isFrom(lane.target(lane.b()), 1);
            assertThat(brokenOff(lane, answer)).contains("no further token within 400 ms");
            assertLeft(lane);
        });
    }

    /** After some tokens the same chunk for ten seconds, several times within each limit. */
    private static Script dripping(int tokens, String chunk) {
        return Script.standard()
                .sayAfter(tokens, Outburst.raw(chunk.repeat(200), true))
                .drip(Math.max(chunk.length(), 60), OFTEN);
    }

    @Test
    void whoIsSlowAndSteadyIsLeftAlone() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.text(Tale.first(9)).pace(Duration.ofMillis(120)));

            assertThat(lane.streaming("quick").to(lane.gateway())).isWhole(Tale.first(9));
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    @Test
    void whomNobodyCouldReplaceIsWaitedFor() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().firstTokenAfter(Duration.ofMillis(700)));

            assertThat(lane.streaming("alone").to(lane.gateway())).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    @Test
    void aBodyInOnePieceHasAClockOfItsOwn() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().firstTokenAfter(Duration.ofMillis(300)));

            assertThat(lane.whole("bodies").to(lane.gateway())).isWholeBody(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
        ground.on(lane -> {
            lane.b().answers(Script.standard().stallAfter(30));

            StreamedAnswer answer = lane.whole("bodies").to(lane.gateway());

            assertThat(answer).isWholeBody(Story.TEXT);
            assertThat(brokenOff(lane, answer)).contains("within 900 ms");
            assertLeft(lane);
        });
    }

    @Test
    void theDeadlineIsAStatusBeforeTheFirstToken() throws Exception {
        for (boolean streaming : new boolean[] {true, false}) {
            ground.on(lane -> {
                lane.b().answers(Script.standard().stallAt(Point.Stage.BEFORE_HEADERS));

                StreamedAnswer answer =
                        (streaming ? lane.streaming("hurried") : lane.whole("hurried")).to(lane.gateway());

                assertThat(answer).isRefused(504, "The time for this request is up");
                assertThat(answer.body()).contains("\"code\":\"deadline_exceeded\"");
                lane.assertStory(answer, Moment.Outcome.FAILED);
                assertThat(lane.callsMade()).containsExactly(1, 0, 0);
                assertLeft(lane);
            });
        }
    }

    @Test
    void theDeadlineIsToldInTheStreamAfterTheFirstToken() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().stallAfter(10));

            StreamedAnswer answer = lane.streaming("hurried").to(lane.gateway());

            assertThat(answer).isHonestError(Tale.first(10), "The time for this request is up");
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
            assertLeft(lane);
        });
    }

    @Test
    void theDeadlineIsOneOverAllAttemptsAndNamesTheFirstCause() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(10, Death.FIN));
            lane.c().answers(Script.standard().stallAfter(10));

            StreamedAnswer answer = lane.streaming("hurried").to(lane.gateway());

            assertThat(answer)
                    .isHonestError(Tale.first(20), "The time for this request is up: " + lane.target(lane.b()) + ": ");
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
            assertThat(lane.c().requests().getFirst().end().orElseThrow().way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
        });
    }

    @Test
    void theDeadlineEndsAPauseBeforeAnotherTry() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.status(500));

            assertThat(lane.streaming("paused").to(lane.gateway())).isRefused(504, "HTTP 500");
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    @Test
    void theDeadlineHurriesNobodyWhoIsInTime() throws Exception {
        ground.on(lane -> {
            assertThat(lane.streaming("hurried").to(lane.gateway())).isWhole(Story.TEXT);
            assertThat(lane.whole("hurried").to(lane.gateway())).isWholeBody(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(2, 0, 0);
        });
    }

    private static String brokenOff(Lane lane, StreamedAnswer answer) {
        return lane.assertStory(answer, Moment.Outcome.COMPLETE).stream()
                .filter(Moment.Broke.class::isInstance)
                .map(Moment::toString)
                .findFirst()
                .orElseThrow();
    }

    /** The call that took too long was ended by the gateway. */
    private static void assertLeft(Lane lane) {
        assertThat(lane.b()
                        .requests()
                        .getFirst()
                        .awaitEnd(Duration.ofSeconds(5))
                        .way())
                .isEqualTo(RequestEnd.Way.CALLER_LEFT);
    }
}
