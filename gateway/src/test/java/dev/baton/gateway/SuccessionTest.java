package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.relay.Moment;
import dev.baton.testkit.ContinuationStyle;
import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More than one server fails: who is asked next, and what the client hears when nobody is left. */
class SuccessionTest {

    private static TestGround ground;

    @BeforeAll
    static void start() {
        ground = TestGround.start(
                1,
                Map.of(
                        "two", "targets: [b, c], retry: { backoff: 5ms }",
                        "three", "targets: [b, c, d], retry: { backoff: 5ms }, timeouts: { first-token: 500ms }",
                        "impatient",
                                "targets: [b, c], retry: { backoff: 5ms },"
                                        + " timeouts: { between-tokens: 300ms, total: 1500ms }, resume: { ladder: [prefill] }",
                        "hurried", "targets: [b, c], timeouts: { first-token: 200ms, total: 800ms }",
                        "slow", "targets: [b, c], timeouts: { whole-answer: 300ms }"),
                Map.of("b", "continuation: prefill", "c", "continuation: prefill", "d", "continuation: prefill"));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void aThirdServerGoesOnWhereTheSecondDied() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(10, Death.FIN));
            lane.c().answers(Script.standard().dieAfter(15, Death.FIN));

            StreamedAnswer answer = lane.streaming("three").withUsage().to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).tellsUsage().isFrom(lane.target(lane.b()), 1);
            assertThat(lane.callsMade()).containsExactly(1, 1, 1);
            assertThat(Lane.prefillOf(lane.c().requests().getFirst())).isEqualTo(Tale.first(10));
            assertThat(Lane.prefillOf(lane.d().requests().getFirst())).isEqualTo(Tale.first(25));
        });
    }

    @Test
    void theFirstServerGoesOnWhenTheSecondDiedAndNobodyElseIsThere() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(10, Death.FIN)).thenAnswers(Script.standard());
            lane.c().answers(Script.standard().dieAfter(15, Death.FIN));

            StreamedAnswer answer = lane.streaming("two").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).isFrom(lane.target(lane.b()), 1);
            assertThat(lane.callsMade()).containsExactly(2, 1, 0);
            assertThat(Lane.prefillOf(lane.b().requests().getLast())).isEqualTo(Tale.first(25));
        });
    }

    @Test
    void noAnswerChangesHandsMoreOftenThanAllowed() throws Exception {
        ground.on(lane -> {
            lane.servers().forEach(server -> server.answers(Script.standard().dieAfter(10, Death.FIN)));

            StreamedAnswer answer = lane.streaming("three").to(lane.gateway());

            assertThat(answer)
                    .isHonestError(
                            Tale.first(30),
                            "could complete the answer: " + lane.target(lane.b()),
                            "; " + lane.target(lane.c()),
                            "; " + lane.target(lane.d()));
            assertThat(lane.callsMade()).containsExactly(1, 1, 1);
            lane.assertStory(answer, Moment.Outcome.FAILED);
        });
    }

    /** What the second server does at the seam before it says anything, and how often it is asked to. */
    record AtTheSeam(int calls, Script script) {

        static final List<AtTheSeam> ALL = List.of(
                new AtTheSeam(1, Script.status(503)),
                new AtTheSeam(2, Script.status(500)),
                new AtTheSeam(1, Script.status(429)),
                new AtTheSeam(1, Script.status(401)),
                new AtTheSeam(1, Script.status(404)),
                new AtTheSeam(1, Script.status(400)),
                new AtTheSeam(1, Script.error(400, "invalid_request_error", "context_length_exceeded", "Too long.")),
                new AtTheSeam(1, Script.error(400, "invalid_request_error", "content_policy_violation", "No.")),
                new AtTheSeam(1, Script.html()),
                new AtTheSeam(1, Script.standard().continuation(ContinuationStyle.REFUSE)),
                new AtTheSeam(1, Script.standard().dieAfter(0, Death.FIN)),
                new AtTheSeam(2, Script.standard().dieAt(Point.Stage.BEFORE_HEADERS, Death.RST)),
                new AtTheSeam(1, Script.standard().sayAfter(0, Outburst.errorChunk())),
                new AtTheSeam(1, Script.standard().stallAfter(0)),
                new AtTheSeam(1, Script.text(Successor.DEPARTURE).continuation(ContinuationStyle.IGNORE)));
    }

    static List<AtTheSeam> failuresAtTheSeam() {
        return AtTheSeam.ALL;
    }

    @ParameterizedTest
    @MethodSource("failuresAtTheSeam")
    void aServerThatFailsAtTheSeamCausesNoSecondBeginning(AtTheSeam second) throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));
            lane.c().answers(second.script);

            StreamedAnswer answer = lane.streaming("three").withUsage().to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).tellsUsage().isFrom(lane.target(lane.b()), 1);
            assertThat(lane.callsMade()).containsExactly(1, second.calls, 1);
            assertThat(Lane.prefillOf(lane.d().requests().getFirst())).isEqualTo(Tale.first(20));
        });
    }

    @ParameterizedTest
    @MethodSource("failuresAtTheSeam")
    void aFailureAtTheSeamNeverMasksTheFirstCause(AtTheSeam second) throws Exception {
        ground.on(lane -> {
            // Silent, and so not asked to go on itself: what fails at the seam is the last that happens.
            lane.b().answers(Script.standard().stallAfter(20));
            lane.c().answers(second.script);

            StreamedAnswer answer = lane.streaming("impatient").to(lane.gateway());

            assertThat(answer)
                    .isHonestError(Tale.first(20), ": " + lane.target(lane.b()) + ": no further token within 300 ms");
        });
    }

    /**
     * Both servers fail before the first token.
     *
     * @param code of the error that the client gets
     * @param words of its message
     */
    record BothDown(Script b, int callsOfB, Script c, int callsOfC, int status, String code, String words) {

        @Override
        public String toString() {
            return b + " and " + c;
        }
    }

    /** The last one left is asked twice where it may heal. */
    static List<BothDown> bothDown() {
        Script tooLong = Script.error(400, "invalid_request_error", "context_length_exceeded", "Too many tokens.");
        return List.of(
                new BothDown(Script.status(503), 1, Script.status(503), 2, 503, "upstream_unavailable", "B: HTTP 503"),
                new BothDown(Script.status(502), 2, Script.status(504), 1, 503, "upstream_unavailable", "B: HTTP 502"),
                new BothDown(Script.status(429), 1, Script.status(429), 2, 429, "rate_limit_exceeded", "B: HTTP 429"),
                new BothDown(Script.status(429), 1, Script.status(503), 2, 503, "upstream_unavailable", "B: HTTP 429"),
                new BothDown(Script.status(401), 1, Script.status(403), 1, 502, "upstream_refused", "B: HTTP 401"),
                new BothDown(Script.status(404), 1, Script.status(402), 1, 502, "upstream_refused", "B: HTTP 404"),
                new BothDown(Script.status(401), 1, Script.status(503), 2, 503, "upstream_unavailable", "B: HTTP 401"),
                new BothDown(Script.html(), 1, Script.html(), 2, 503, "upstream_unavailable", "B: an HTML page"),
                new BothDown(
                        Script.status(503), 1, Script.status(400), 1, 400, "invalid_request", "request is not valid"),
                new BothDown(tooLong, 1, Script.status(503), 2, 400, "context_length_exceeded", "Too many tokens."),
                new BothDown(tooLong, 1, tooLong, 1, 400, "context_length_exceeded", "Too many tokens."));
    }

    @ParameterizedTest
    @MethodSource("bothDown")
    void whenBothAreDownTheClientHearsWhy(BothDown down) throws Exception {
        for (boolean streaming : new boolean[] {true, false}) {
            ground.on(lane -> {
                lane.b().answers(down.b);
                lane.c().answers(down.c);

                StreamedAnswer answer = (streaming ? lane.streaming("two") : lane.whole("two")).to(lane.gateway());

                assertThat(answer).isRefused(down.status, down.words.replace("B: ", lane.target(lane.b()) + ": "));
                assertThat(answer.body()).contains("\"code\":\"" + down.code + "\"");
                assertThat(lane.callsMade()).containsExactly(down.callsOfB, down.callsOfC, 0);
                lane.assertStory(answer, Moment.Outcome.FAILED);
            });
        }
    }

    @Test
    void theShorterWaitIsToldWhenAllAreTooBusy() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.status(429).retryAfter("40"));
            lane.c().answers(Script.status(429).retryAfter("30"));

            StreamedAnswer answer = lane.streaming("two").to(lane.gateway());

            assertThat(answer).isRefused(429, "HTTP 429");
            assertThat(answer.header("retry-after")).isEqualTo("30");
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
    }

    @Test
    void aWaitThatNoClientWouldWaitIsToldAsAMinute() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.status(429).retryAfter("86400"));
            lane.c().answers(Script.status(429).retryAfter("7200"));

            StreamedAnswer answer = lane.streaming("two").to(lane.gateway());

            assertThat(answer).isRefused(429, "HTTP 429");
            assertThat(answer.header("retry-after")).isEqualTo("60");
        });
    }

    @Test
    void whenBothAreSilentTheDeadlineSpeaks() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().stallAt(Point.Stage.BEFORE_HEADERS));
            lane.c().answers(Script.standard().stallAfter(0));

            StreamedAnswer answer = lane.streaming("hurried").to(lane.gateway());

            assertThat(answer).isRefused(504, "The time for this request is up", lane.target(lane.b()) + ": no answer");
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
            lane.assertStory(answer, Moment.Outcome.FAILED);
        });
    }

    @Test
    void whenBothBodiesAreTooSlowItIsATimeout() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().stallAt(Point.Stage.BEFORE_HEADERS));
            lane.c().answers(Script.standard().stallAfter(30));

            StreamedAnswer answer = lane.whole("slow").to(lane.gateway());

            assertThat(answer).isRefused(504, "in time", lane.target(lane.b()) + ": no answer within 300 ms");
            assertThat(answer.body()).contains("upstream_timeout");
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
    }
}
