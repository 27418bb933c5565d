package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.relay.Moment;
import dev.baton.testkit.Death;
import dev.baton.testkit.Point;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers learn from each other about servers that fail: counted on the wire. */
class OutageTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              limits: { in-flight-per-target: 30 }
              providers:
                server-b: { base-url: "{b}" }
                server-c: { base-url: "{c}", continuation: prefill }
              defaults: { retry: { backoff: 5ms } }
              models:
                chat: { targets: [server-b/x, server-c/x] }
                agile: { targets: [server-b/x, server-c/x], breaker: { open: 300ms, open-max: 1s } }
                lasting: { targets: [server-b/x, server-c/x], breaker: { open: 10m, open-max: 10m } }
                alone: { targets: [server-b/x], breaker: { open: 300ms, open-max: 10m } }
                careless: { targets: [server-b/x, server-c/x], breaker: { enabled: false } }
            """).warmedUp("chat");

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();

    private static StreamedAnswer ask(String model) {
        return ChatCall.streaming(model).to(gateway).awaitEnd();
    }

    private static void askOften(String model, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(ask(model)).isWhole(Story.TEXT);
        }
    }

    private static List<String> storyOf(StreamedAnswer answer) {
        return gateway.awaitStory(answer.requestId()).stream()
                .map(Moment::toString)
                .toList();
    }

    static Stream<Script> outages() {
        return Stream.of(
                Script.status(503),
                Script.status(500),
                Script.standard().dieAt(Point.Stage.BEFORE_HEADERS, Death.RST),
                Script.standard().dieAfter(20, Death.FIN),
                Script.html());
    }

    /** 5 calls until it is noticed, each once more where that may help, and one to see whether it is over. */
    @ParameterizedTest
    @MethodSource("outages")
    void costsAtMostATenthMoreCalls(Script outage) {
        b.answers(outage);
        int requests = 100;

        askOften("chat", requests);

        assertThat(b.requests().size()).isBetween(5, requests / 10);
        assertThat(b.requests().size() + c.requests().size()).isLessThanOrEqualTo(requests + requests / 10);
    }

    @Test
    void isNoticedWhereNobodyListensAnyMore() {
        b.refuseConnections();
        b.closeConnections(Death.FIN);

        askOften("lasting", 20);
        b.acceptConnections();
        StreamedAnswer later = ask("lasting");

        assertThat(later).isWhole(Story.TEXT).isFrom("server-c/x", 1);
        assertThat(storyOf(later).getFirst()).startsWith("server-b/x is not asked: left out after failures, for ");
        assertThat(b.requests()).isEmpty();
    }

    @Test
    void endsWithOneRequestThatTriesAgain() {
        b.answers(Script.status(503));
        askOften("agile", 5);
        long outage = b.requests().getLast().arrivedAt();
        b.reset();

        StreamedAnswer back = askUntilServerBAnswers();

        assertThat(back.header("x-baton-attempts")).isEqualTo("1");
        assertThat(storyOf(back)).contains("server-b/x has recovered");
        assertThat(b.requests()).hasSize(1);
        assertThat(Duration.ofNanos(b.requests().getFirst().arrivedAt() - outage))
                .isBetween(Duration.ofMillis(290), SOON);
        askOften("agile", 10);
        assertThat(b.requests()).hasSize(11);
    }

    /** All requests are answered meanwhile, whoever does it. */
    private static StreamedAnswer askUntilServerBAnswers() {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < deadline) {
            StreamedAnswer answer = ask("agile");
            assertThat(answer).isWhole(Story.TEXT);
            if ("server-b/x".equals(answer.header("x-baton-target"))) {
                return answer;
            }
        }
        throw new AssertionError("server-b was not asked again within " + SOON);
    }

    @Test
    void isTriedAgainLessAndLessOften() {
        b.answers(Script.status(503));
        askOften("agile", 5);

        while (b.requests().size() < 8) {
            askOften("agile", 1);
        }

        List<ReceivedRequest> probes = b.requests().subList(4, 8);
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < probes.size(); i++) {
            gaps.add(Duration.ofNanos(
                    probes.get(i).arrivedAt() - probes.get(i - 1).arrivedAt()));
        }
        assertThat(gaps.get(0)).isGreaterThan(Duration.ofMillis(290));
        assertThat(gaps.get(1)).isGreaterThan(Duration.ofMillis(590));
        assertThat(gaps.get(2)).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void ofEverybodyIsToldAtOnceAndDisturbsNobody() {
        b.answers(Script.status(503));
        c.answers(Script.status(503));
        for (int i = 0; i < 5; i++) {
            assertThat(ask("lasting")).isRefused(503, "server-b/x", "server-c/x");
        }
        int calls = b.requests().size() + c.requests().size();

        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long asked = System.nanoTime();
            StreamedAnswer answer = ask("lasting");
            fastest = Math.min(fastest, System.nanoTime() - asked);

            assertThat(answer)
                    .isRefused(503, "No target of 'lasting' is to be asked now", "server-b/x is not asked: left out");
            assertThat(answer.header("retry-after")).isEqualTo("60");
            assertThat(answer.header("x-should-retry")).isNull();
            assertThat(answer.header("x-baton-attempts")).isEqualTo("0");
        }

        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(10));
        assertThat(b.requests().size() + c.requests().size()).isEqualTo(calls);
    }

    @Test
    void isTriedByOneRequestAtATime() {
        b.answers(Script.status(503));
        while (b.requests().size() < 5) {
            ask("alone");
        }
        b.answers(Script.standard().holdAfter(0));

        StreamedAnswer probe = askUntilSomebodyIsAsked();

        for (int i = 0; i < 10; i++) {
            StreamedAnswer other = ask("alone");
            assertThat(other).isRefused(503, "server-b/x is not asked: tried by another request");
            assertThat(other.header("retry-after")).isEqualTo("1");
        }
        b.awaitRequests(6, SOON);
        assertThat(b.requests()).hasSize(6);
        b.release(60);
        assertThat(probe).isWhole(Story.TEXT);
        b.answers(Script.standard());
        askOften("alone", 3);
    }

    private static StreamedAnswer askUntilSomebodyIsAsked() {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < deadline) {
            StreamedAnswer answer = ChatCall.streaming("alone").to(gateway);
            gateway.stories()
                    .await(
                            answer.requestId(),
                            moment -> moment instanceof Moment.Asked || moment instanceof Moment.Ended);
            if (gateway.stories().of(answer.requestId()).getFirst() instanceof Moment.Asked) {
                return answer;
            }
        }
        throw new AssertionError("nobody was asked within " + SOON);
    }

    @Test
    void isNotWhatClientsMakeThatLeave() {
        b.answers(Script.standard().holdAfter(3));
        for (int i = 0; i < 10; i++) {
            StreamedAnswer answer = ChatCall.streaming("lasting").to(gateway);
            answer.awaitTokens(3).leave();
            assertThat(gateway.stories().awaitEnd(answer.requestId()).outcome()).isEqualTo(Moment.Outcome.CLIENT_LEFT);
        }
        b.reset();

        assertThat(ask("lasting")).isWhole(Story.TEXT).isFrom("server-b/x", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void isNotWhatCallersAreToBlameFor(int status) {
        b.answers(Script.error(status, "invalid_request_error", "bad_shape", "Tools need a name."));
        for (int i = 0; i < 10; i++) {
            StreamedAnswer answer = ask("lasting");
            assertThat(answer).isRefused(status, "Tools need a name.");
            assertThat(answer.header("x-should-retry")).isEqualTo("false");
            assertThat(answer.header("retry-after")).isNull();
        }
        b.reset();

        assertThat(ask("lasting")).isWhole(Story.TEXT).isFrom("server-b/x", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404})
    void isNoticedSoonWhereAServerServesNobody(int status) {
        b.answers(Script.status(status));

        askOften("chat", 10);

        assertThat(b.requests()).hasSize(2);
    }

    @Test
    void wouldNotBeOverIfTheClientAskedAgain() {
        b.answers(Script.status(401));
        c.answers(Script.status(402));

        StreamedAnswer answer = ask("chat");

        assertThat(answer).isRefused(502, "HTTP 401", "HTTP 402");
        assertThat(answer.header("x-should-retry")).isEqualTo("false");
        assertThat(answer.header("retry-after")).isNull();
    }

    static Stream<Script> pauses() {
        return Stream.of(
                Script.status(429).retryAfter("30"),
                Script.status(429).retryAfterMillis(30_000),
                Script.status(429)
                        .header("x-ratelimit-remaining-requests", "0")
                        .header("x-ratelimit-reset-requests", "30s"),
                Script.status(429)
                        .header("anthropic-ratelimit-tokens-remaining", "0")
                        .header("anthropic-ratelimit-tokens-reset", "2999-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void leavesAServerAloneThatAsksForIt(Script busy) {
        b.answers(busy);

        askOften("chat", 10);

        assertThat(b.requests()).hasSize(1);
        assertThat(c.requests()).hasSize(10);
    }

    @Test
    void asksClientsToWaitForTheFirstServerThatMayBeAsked() {
        b.answers(Script.status(429).retryAfter("40"));
        c.answers(Script.status(429).retryAfter("1000"));

        StreamedAnswer first = ask("chat");
        StreamedAnswer second = ask("chat");

        assertThat(first).isRefused(429, "HTTP 429");
        assertThat(first.header("retry-after")).isEqualTo("40");
        assertThat(second).isRefused(503, "left out after a rate limit");
        assertThat(Integer.parseInt(second.header("retry-after"))).isBetween(30, 40);
    }

    @Test
    void isForgottenWithEachAnswerWhereTheBreakerIsOff() {
        b.answers(Script.status(503));

        askOften("careless", 20);

        assertThat(b.requests()).hasSize(20);
    }

    /** A tenth of 60 is less than the floor, which is 10 in 10 seconds. */
    @Test
    void isNotMadeWorseByAskingAgain() {
        b.answers(Script.status(500));
        long began = System.nanoTime();

        askOften("careless", 60);

        long windows = 1 + (System.nanoTime() - began) / Duration.ofSeconds(10).toNanos();
        assertThat(b.requests().size() - 60).isBetween(10, Math.toIntExact(10 * windows + 10 * (windows - 1)));
        assertThat(c.requests()).hasSize(60);
    }

    @Test
    void passesAServerThatHasAsManyCallsAsItMay() {
        b.answers(Script.standard().holdAfter(1));
        List<StreamedAnswer> thirty = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            thirty.add(ChatCall.streaming("chat").to(gateway));
        }
        b.awaitRequests(30, SOON);

        assertThat(ask("chat")).isWhole(Story.TEXT).isFrom("server-c/x", 1);
        StreamedAnswer refused = ask("alone");
        assertThat(refused).isRefused(503, "server-b/x is not asked: at its limit of calls at a time");
        assertThat(refused.header("retry-after")).isEqualTo("1");

        thirty.forEach(StreamedAnswer::leave);
        thirty.forEach(answer -> gateway.stories().awaitEnd(answer.requestId()));
        b.reset();
        assertThat(ask("alone")).isWhole(Story.TEXT);
    }
}
