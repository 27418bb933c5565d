package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.relay.Moment;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.RequestEnd;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A second server beside a slow one: counted on the wire. */
class HedgeTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration MEDIAN_LIMIT = Duration.ofMillis(50);
    private static final int FOR_ONE_HEDGE = 20;
    private static final int TIMES = 7;

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              providers:
                server-b: { base-url: "{b}" }
                server-c: { base-url: "{c}" }
              defaults: { hedge: { enabled: true, after: 40ms } }
              models:
                chat: { targets: [server-b/x, server-c/x] }
                eager: { targets: [server-b/x, server-c/x], hedge: { after: 1ms } }
                plain: { targets: [server-b/x, server-c/x], hedge: { enabled: false } }
                cheap: { targets: [server-c/x] }
            """).warmedUp("chat");

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();

    private static StreamedAnswer ask(String model) {
        return ChatCall.streaming(model).to(gateway).awaitEnd();
    }

    /** What a hedge is paid from: whatever was asked, of whatever model. */
    private static void saveUp(int hedges) {
        for (int i = 0; i < hedges * FOR_ONE_HEDGE; i++) {
            ask("cheap");
        }
        c.reset();
    }

    @Test
    void relaysTheFasterOneAndClosesTheOtherAtOnce() {
        List<Duration> delays = new ArrayList<>();
        saveUp(TIMES);
        for (int i = 0; i < TIMES; i++) {
            b.reset();
            c.reset();
            b.answers(Script.standard().stallAfter(0));
            c.answers(Script.standard().holdAfter(1));

            StreamedAnswer answer = ChatCall.streaming("chat").to(gateway).awaitTokens(1);
            long begun = System.nanoTime();
            ReceivedRequest slow = b.awaitRequests(1, SOON).getFirst();
            RequestEnd end = slow.awaitEnd(SOON);
            assertThat(end.way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
            delays.add(Duration.ofNanos(end.nanoTime() - begun));
            b.awaitOpenConnections(0, SOON);
            c.release(60);

            assertThat(answer.awaitEnd()).isWhole(Story.TEXT).isFrom("server-c/x", 2);
        }
        Collections.sort(delays);
        assertThat(delays.get(TIMES / 2)).as("the median of %s", delays).isLessThan(MEDIAN_LIMIT);
    }

    @Test
    void tellsOfBothInTheStory() {
        saveUp(1);
        b.answers(Script.standard().stallAfter(0));

        StreamedAnswer answer = ask("chat");

        assertThat(gateway.awaitStory(answer.requestId()))
                .extracting(Moment::toString)
                .containsSubsequence(
                        "attempt 1 asks server-b/x",
                        "attempt 2 also asks server-c/x, because server-b/x keeps it waiting",
                        "server-b/x was slower, and is asked no longer",
                        "server-c/x answers");
    }

    @Test
    void staysWithTheFirstWhereThatIsFasterAfterAll() {
        saveUp(1);
        b.answers(Script.standard().stepwise().holdAfter(0));
        c.answers(Script.standard().stallAfter(0));

        StreamedAnswer answer = ChatCall.streaming("chat").to(gateway);
        ReceivedRequest slow = c.awaitRequests(1, SOON).getFirst();
        b.release(60);

        assertThat(answer.awaitEnd()).isWhole(Story.TEXT).isFrom("server-b/x", 2);
        assertThat(slow.awaitEnd(SOON).way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
    }

    @Test
    void goesOnWithTheOtherWhereOneFails() {
        saveUp(1);
        b.answers(Script.standard().holdAfter(0));
        c.answers(Script.status(503));

        StreamedAnswer answer = ChatCall.streaming("chat").to(gateway);
        c.awaitRequests(1, SOON);
        b.release(60);

        assertThat(answer.awaitEnd()).isWhole(Story.TEXT).isFrom("server-b/x", 2);
    }

    @Test
    void endsBothCallsWhenTheClientLeaves() {
        saveUp(1);
        b.answers(Script.standard().stallAfter(0));
        c.answers(Script.standard().stallAfter(0));
        StreamedAnswer answer = ChatCall.streaming("chat").to(gateway);
        c.awaitRequests(1, SOON);

        answer.leave();

        assertThat(gateway.stories().awaitEnd(answer.requestId()).outcome()).isEqualTo(Moment.Outcome.CLIENT_LEFT);
        b.awaitOpenConnections(0, SOON);
        c.awaitOpenConnections(0, SOON);
    }

    /** A brown-out: everybody is slow, and so is everybody who would be asked beside them. */
    @Test
    void asksTwiceForAtMostOneRequestInTwenty() {
        b.answers(Script.standard().firstTokenAfter(Duration.ofMillis(20)));
        c.answers(Script.standard().firstTokenAfter(Duration.ofMillis(20)));

        for (int i = 0; i < 110; i++) {
            assertThat(ask("eager")).isWhole(Story.TEXT);
        }

        assertThat(b.requests()).hasSize(110);
        assertThat(c.requests()).hasSizeBetween(1, 5);
    }

    @Test
    void asksTwiceOnlyWhereTheRouteWantsIt() {
        saveUp(2);
        b.answers(Script.standard().firstTokenAfter(Duration.ofMillis(200)));

        assertThat(ask("plain")).isWhole(Story.TEXT).isFrom("server-b/x", 1);
        StreamedAnswer whole = ChatCall.whole("chat").to(gateway).awaitEnd();
        assertThat(whole).isWholeBody(Story.TEXT);
        assertThat(whole.header("x-baton-attempts")).isEqualTo("1");

        assertThat(c.requests()).isEmpty();
    }
}
