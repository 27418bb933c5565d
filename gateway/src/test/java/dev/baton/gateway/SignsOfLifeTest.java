package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Death;
import dev.baton.testkit.Point;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client sees beside the answer: keep-alives, the story as comments, headers. */
class SignsOfLifeTest {

    private static final String SIGN = "keep-alive";

    private static TestGround ground;

    @BeforeAll
    static void start() {
        ground = TestGround.start(
                1,
                Map.of(
                        "chat", "targets: [b, c]",
                        "alive", "targets: [b, c], keep-alive: 100ms, timeouts: { first-token: 700ms }"),
                Map.of("c", "continuation: prefill"));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void aClientThatWaitsGetsSignsOfLifeAndFailingOverStaysSilent() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().stallAfter(0));

            StreamedAnswer answer = lane.streaming("alive").to(lane.gateway()).awaitComments(2);
            assertThat(lane.c().requests())
                    .as("the next server is not asked yet")
                    .isEmpty();

            assertThat(answer).isWhole(Story.TEXT);
            assertThat(answer.comments()).containsOnly(SIGN).hasSizeGreaterThanOrEqualTo(2);
            assertThat(answer.header("x-baton-target")).isNull();
            assertThat(answer.header("x-baton-attempts")).isEqualTo("1");
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
    }

    @Test
    void afterASignOfLifeTheFailureOfEverythingIsToldInTheStream() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().stallAt(Point.Stage.BEFORE_HEADERS));
            lane.c().answers(Script.status(401));

            StreamedAnswer answer = lane.streaming("alive").to(lane.gateway());

            assertThat(answer)
                    .isHonestError(
                            "",
                            lane.target(lane.b()) + ": no answer within 700 ms",
                            lane.target(lane.c()) + ": HTTP 401");
            assertThat(answer.comments()).contains(SIGN);
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
    }

    @Test
    void aSeamThatTakesItsTimeIsBridgedBySignsOfLife() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(10, Death.FIN));
            lane.c().answers(Script.standard().firstTokenAfter(Duration.ofMillis(450)));

            StreamedAnswer answer = lane.streaming("alive").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).isFrom(lane.target(lane.b()), 1);
            assertThat(answer.comments()).containsOnly(SIGN).hasSizeGreaterThanOrEqualTo(2);
        });
    }

    @Test
    void aToolCallThatIsHeldIsBridgedBySignsOfLife() throws Exception {
        ground.on(lane -> {
            lane.b()
                    .answers(Script.text("Well.")
                            .toolCall("call_1", "weather", "{\"city\":", "\"Oslo\"}")
                            .pace(Duration.ofMillis(250)));

            StreamedAnswer answer = lane.streaming("alive").to(lane.gateway());

            assertThat(answer).isWhole(Map.of(0, "Well."), "tool_calls").callsTools("weather:{\"city\":\"Oslo\"}");
            assertThat(answer.comments()).containsOnly(SIGN).hasSizeGreaterThanOrEqualTo(2);
        });
    }

    @Test
    void anAnswerThatFlowsNeedsNoSignsOfLife() throws Exception {
        ground.on(lane -> {
            StreamedAnswer answer = lane.streaming("chat").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).isFrom(lane.target(lane.b()), 1);
            assertThat(answer.comments()).isEmpty();
        });
    }

    @Test
    void theStoryIsToldInCommentsToWhoAsksForIt() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(10, Death.FIN));

            StreamedAnswer answer =
                    lane.streaming("chat").header("x-baton-trace", "on").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT);
            assertThat(answer.comments()).allMatch(comment -> comment.matches("baton \\d+ ms .+"));
            assertThat(answer.comments().stream().map(comment -> comment.replaceFirst("baton \\d+ ms ", "")))
                    .startsWith("attempt 1 asks b0/model-b", "b0/model-b answers")
                    .anyMatch(comment -> comment.startsWith("b0/model-b broke off after 10 events: "))
                    .contains(
                            "attempt 2 asks c0/model-c (prefill) to go on after "
                                    + Tale.first(10).length() + " characters",
                            "c0/model-c answers");
        });
    }

    @Test
    void theStoryOfAFailureIsToldBeforeItsError() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(10, Death.FIN)).thenAnswers(Script.status(401));
            lane.c().answers(Script.status(401));

            StreamedAnswer answer =
                    lane.streaming("chat").header("x-baton-trace", "on").to(lane.gateway());

            assertThat(answer).isHonestError(Tale.first(10), ": b0/model-b: ");
            assertThat(answer.comments()).anyMatch(comment -> comment.contains("c0/model-c failed: HTTP 401"));
        });
    }

    @Test
    void aRequestIdThatIsHarmlessIsKeptAndAnyOtherReplaced() throws Exception {
        ground.on(lane -> {
            StreamedAnswer kept =
                    lane.streaming("chat").header("x-request-id", "order-66.b").to(lane.gateway());
            StreamedAnswer replaced =
                    lane.streaming("chat").header("x-request-id", "no way <b>").to(lane.gateway());

            assertThat(kept.awaitEnd().header("x-request-id")).isEqualTo("order-66.b");
            assertThat(replaced.awaitEnd().header("x-request-id")).matches("req-[a-z0-9]+");
        });
    }
}
