package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Death;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may do without, for one request. */
class OptOutsTest {

    private static TestGround ground;

    @BeforeAll
    static void start() {
        ground = TestGround.start(
                1,
                Map.of("chat", "targets: [b, c], retry: { backoff: 5ms }"),
                Map.of("b", "continuation: prefill", "c", "continuation: prefill"));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @ParameterizedTest
    @CsvSource({"503, 503", "500, 503", "429, 429", "401, 502"})
    void withoutFailoverOneTargetIsAskedOnce(int status, int told) throws Exception {
        for (boolean streaming : new boolean[] {true, false}) {
            ground.on(lane -> {
                lane.b().answers(Script.status(status));

                StreamedAnswer answer = (streaming ? lane.streaming("chat") : lane.whole("chat"))
                        .header("x-baton-failover", "off")
                        .to(lane.gateway());

                assertThat(answer).isRefused(told, lane.target(lane.b()) + ": HTTP " + status);
                assertThat(answer.header("x-baton-attempts")).isEqualTo("1");
                assertThat(lane.callsMade()).containsExactly(1, 0, 0);
            });
        }
    }

    @Test
    void withoutFailoverAGoodAnswerIsWhatItAlwaysIs() throws Exception {
        ground.on(lane -> {
            StreamedAnswer answer =
                    lane.streaming("chat").header("x-baton-failover", "OFF").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).isFrom(lane.target(lane.b()), 1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-baton-failover", "x-baton-resume"})
    void anAnswerThatBreaksEndsInAnError(String header) throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));

            StreamedAnswer answer = lane.streaming("chat").header(header, "off").to(lane.gateway());

            assertThat(answer).isHonestError(Tale.first(20), ": " + lane.target(lane.b()) + ": ");
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    @Test
    void withoutResumingTheFirstTokenIsStillFailedOverFor() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.status(503));

            StreamedAnswer answer =
                    lane.streaming("chat").header("x-baton-resume", "off").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).isFrom(lane.target(lane.c()), 2);
        });
    }

    @Test
    void whatIsOnIsAsIfNothingWereSaid() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));

            StreamedAnswer answer = lane.streaming("chat")
                    .header("x-baton-failover", "on")
                    .header("x-baton-resume", "on")
                    .to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT);
        });
    }

    @ParameterizedTest
    @CsvSource({"x-baton-failover, no", "x-baton-resume, false", "x-baton-resume, ''", "x-baton-failover, 'off, off'"})
    void anythingElseIsRefusedByName(String header, String value) throws Exception {
        ground.on(lane -> {
            StreamedAnswer answer = lane.streaming("chat").header(header, value).to(lane.gateway());

            assertThat(answer).isRefused(400, "'" + header + "' is '" + value + "' (expected: on or off)");
            assertThat(answer.body()).contains("\"param\":\"" + header + "\"");
            assertThat(lane.callsMade()).containsExactly(0, 0, 0);
        });
    }
}
