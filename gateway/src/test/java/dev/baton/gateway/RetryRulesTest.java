package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Death;
import dev.baton.testkit.Point;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the same server is asked again, when the next one, and when nobody: counted on the wire. */
class RetryRulesTest {

    private static TestGround ground;

    @BeforeAll
    static void start() {
        ground = TestGround.start(
                1,
                Map.of(
                        "chat", "targets: [b, c, d], retry: { backoff: 20ms }, timeouts: { first-token: 400ms }",
                        "once", "targets: [b, c], retry: { same-target: 0 }",
                        "only", "targets: [b], retry: { backoff: 20ms }"),
                Map.of());
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    static List<Script> transientFaults() {
        return List.of(
                Script.status(500),
                Script.status(502),
                Script.status(504),
                Script.standard().dieAt(Point.Stage.BEFORE_HEADERS, Death.FIN),
                Script.standard().dieAt(Point.Stage.BEFORE_HEADERS, Death.RST));
    }

    @ParameterizedTest
    @MethodSource("transientFaults")
    void aTransientFaultIsAskedOnceMore(Script fault) throws Exception {
        ground.on(lane -> {
            lane.b().answers(fault).thenAnswers(Script.standard());

            assertThat(lane.streaming("chat").to(lane.gateway()))
                    .isWhole(Story.TEXT)
                    .isFrom(lane.target(lane.b()), 2);
            assertThat(lane.callsMade()).containsExactly(2, 0, 0);
            assertThat(pauseBetween(lane.b().requests())).isBetween(Duration.ofMillis(10), Duration.ofSeconds(2));
        });
    }

    @ParameterizedTest
    @MethodSource("transientFaults")
    void aTransientFaultIsNotAskedMoreOftenThanConfigured(Script fault) throws Exception {
        ground.on(lane -> {
            lane.b().answers(fault);

            assertThat(lane.streaming("once").to(lane.gateway())).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
    }

    @Test
    void noOpeningTakesMoreThanThreeCalls() throws Exception {
        ground.on(lane -> {
            lane.servers().forEach(server -> server.answers(Script.status(500)));

            assertThat(lane.streaming("chat").to(lane.gateway())).isRefused(503, lane.target(lane.b()) + ": HTTP 500");
            assertThat(lane.callsMade()).containsExactly(2, 1, 0);
        });
    }

    /** 503 twice for the only server there is: nobody else could be asked. */
    @Test
    void theLastServerLeftIsAskedOnceMore() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.status(503)).thenAnswers(Script.standard());

            assertThat(lane.streaming("only").to(lane.gateway())).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(2, 0, 0);
        });
    }

    static List<Script> shortWaits() {
        return List.of(
                Script.status(429).retryAfterMillis(300),
                Script.status(429).retryAfter("0.3"),
                Script.status(429).retryAfter("1"),
                // Azure sends both, and means the milliseconds.
                Script.status(429).retryAfter("60").retryAfterMillis(300));
    }

    @ParameterizedTest
    @MethodSource("shortWaits")
    void aShortWaitThatTheServerAskedForIsWaited(Script busy) throws Exception {
        ground.on(lane -> {
            lane.b().answers(busy).thenAnswers(Script.standard());

            assertThat(lane.streaming("chat").to(lane.gateway()))
                    .isWhole(Story.TEXT)
                    .isFrom(lane.target(lane.b()), 2);
            assertThat(lane.callsMade()).containsExactly(2, 0, 0);
            assertThat(pauseBetween(lane.b().requests())).isBetween(Duration.ofMillis(290), Duration.ofSeconds(4));
        });
    }

    @Test
    void aWaitUntilADateIsWaited() throws Exception {
        ground.on(lane -> {
            lane.b()
                    .answers(Script.status(429).retryAfter(Instant.now().plusSeconds(1)))
                    .thenAnswers(Script.standard());

            assertThat(lane.streaming("chat").to(lane.gateway())).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(2, 0, 0);
        });
    }

    static List<Script> longWaits() {
        return List.of(
                Script.status(429),
                Script.status(429).retryAfter("3"),
                Script.status(429).retryAfter("soon"),
                Script.status(429).retryAfter("-1"),
                Script.status(429).retryAfterMillis(2_500),
                Script.status(429).retryAfter(Instant.now().plusSeconds(3600)),
                Script.error(429, "insufficient_quota", "insufficient_quota", "Pay first.")
                        .retryAfter("1"));
    }

    @ParameterizedTest
    @MethodSource("longWaits")
    void nobodyWaitsLongNorForNothing(Script busy) throws Exception {
        ground.on(lane -> {
            lane.b().answers(busy);

            assertThat(lane.streaming("chat").to(lane.gateway()))
                    .isWhole(Story.TEXT)
                    .isFrom(lane.target(lane.c()), 2);
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
    }

    @Test
    void aSilentServerIsNeverAskedTwice() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().stallAt(Point.Stage.BEFORE_HEADERS));
            lane.c().answers(Script.standard().stallAt(Point.Stage.AFTER_HEADERS));

            assertThat(lane.streaming("chat").to(lane.gateway()))
                    .isWhole(Story.TEXT)
                    .isFrom(lane.target(lane.d()), 3);
            assertThat(lane.callsMade()).containsExactly(1, 1, 1);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void aFaultOfTheCallerGoesBackInTheProvidersWords(int status) throws Exception {
        for (boolean streaming : new boolean[] {true, false}) {
            ground.on(lane -> {
                lane.b().answers(Script.error(status, "invalid_request_error", "bad_shape", "Tools need a name."));

                StreamedAnswer answer = (streaming ? lane.streaming("chat") : lane.whole("chat")).to(lane.gateway());

                assertThat(answer).isRefused(status, "Tools need a name.");
                assertThat(answer.body()).contains("\"type\":\"invalid_request_error\"", "\"code\":\"bad_shape\"");
                assertThat(lane.callsMade()).containsExactly(1, 0, 0);
            });
        }
    }

    @Test
    void refusedContentGoesBackToTheCaller() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.error(400, "invalid_request_error", "content_policy_violation", "Not that."));

            assertThat(lane.streaming("chat").to(lane.gateway())).isRefused(400, "Not that.");
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    @Test
    void aPromptThatIsTooLongIsTriedAtOneOtherServer() throws Exception {
        Script tooLong = Script.error(400, "invalid_request_error", "context_length_exceeded", "Too many tokens.");
        ground.on(lane -> {
            lane.b().answers(tooLong);

            assertThat(lane.streaming("chat").to(lane.gateway())).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
        ground.on(lane -> {
            lane.b().answers(tooLong);
            lane.c().answers(tooLong);

            assertThat(lane.streaming("chat").to(lane.gateway())).isRefused(400, "Too many tokens.");
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404})
    void whatIsWrongBetweenGatewayAndProviderIsNoFaultOfTheCaller(int status) throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.status(status));

            assertThat(lane.streaming("only").to(lane.gateway())).isRefused(502, "HTTP " + status);
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    private static Duration pauseBetween(List<ReceivedRequest> two) {
        return Duration.ofNanos(two.getLast().arrivedAt() - two.getFirst().arrivedAt());
    }
}
