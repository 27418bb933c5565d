package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that are asked how they are, on the wire. */
class HealthCheckTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CHECK = ", health: { path: /health, every: 20ms, timeout: 2s }";

    private static ScriptedProvider b;
    private static ScriptedProvider c;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        b = ScriptedProvider.start("server-b");
        c = ScriptedProvider.start("server-c");
        gateway = TestGateway.start(yaml(CHECK, CHECK));
        ChatCall.streaming("chat").to(gateway).awaitEnd();
    }

    private static String yaml(String atB, String atC) {
        return """
                baton:
                  server: { port: 0 }
                  providers:
                    server-b: { base-url: "%s", api-key: sk-b%s }
                    server-c: { base-url: "%s"%s }
                  models:
                    chat: { targets: [server-b/x, server-c/x], breaker: { open: 10m, open-max: 10m } }
                """.formatted(b.url(), atB, c.url(), atC);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        b.close();
        c.close();
    }

    @BeforeEach
    void reset() {
        b.reset();
        c.reset();
        gateway.reload(yaml(CHECK, CHECK));
        gateway.forget();
    }

    private static StreamedAnswer ask() {
        StreamedAnswer answer = ChatCall.streaming("chat").to(gateway).awaitEnd();
        assertThat(answer).isWhole(Story.TEXT);
        return answer;
    }

    /** All requests are answered meanwhile, whoever does it. */
    private static StreamedAnswer askUntilTheFirstAnswererIs(String target) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < deadline) {
            StreamedAnswer answer = ask();
            if (target.equals(answer.header("x-baton-target")) && "1".equals(answer.header("x-baton-attempts"))) {
                return answer;
            }
        }
        throw new AssertionError(target + " was not the first to be asked within " + SOON);
    }

    private static List<ReceivedRequest> checksAt(ScriptedProvider server) {
        return server.requests().stream()
                .filter(request -> request.method().equals("GET"))
                .toList();
    }

    private static long answersOf(ScriptedProvider server) {
        return server.requests().size() - checksAt(server).size();
    }

    private static void awaitChecks(ScriptedProvider server, int more) {
        int before = checksAt(server).size();
        server.awaitRequests(server.requests().size() + more, SOON);
        assertThat(checksAt(server).size()).isGreaterThanOrEqualTo(before + more);
    }

    @Test
    void isAGetWithTheKeyOfTheServer() {
        awaitChecks(b, 1);

        ReceivedRequest check = checksAt(b).getFirst();
        assertThat(check.path()).isEqualTo("/health");
        assertThat(check.header("authorization")).contains("Bearer sk-b");
        assertThat(check.header("content-length")).isEmpty();
    }

    @Test
    void leavesAServerOutBeforeAClientPaysForIt() {
        b.health(503);

        StreamedAnswer answer = askUntilTheFirstAnswererIs("server-c/x");

        assertThat(gateway.awaitStory(answer.requestId()))
                .anySatisfy(moment -> assertThat(moment.toString())
                        .contains("server-b/x is not asked: left out while its health check fails"));
        long before = answersOf(b);
        ask();
        assertThat(answersOf(b)).isEqualTo(before);
    }

    @Test
    void bringsAServerBackThatIsWellAgain() {
        b.health(503);
        askUntilTheFirstAnswererIs("server-c/x");

        b.health(200);

        askUntilTheFirstAnswererIs("server-b/x");
    }

    @Test
    void noticesThatNobodyIsAtThePort() {
        b.refuseConnections();

        askUntilTheFirstAnswererIs("server-c/x");
        b.acceptConnections();

        askUntilTheFirstAnswererIs("server-b/x");
    }

    /** Its breaker would keep it out for ten minutes. */
    @Test
    void letsTheNextRequestTryAServerThatIsWellAgain() {
        b.answers(Script.status(503));
        for (int i = 0; i < 5; i++) {
            ask();
        }
        assertThat(askUntilTheFirstAnswererIs("server-c/x")).isWhole(Story.TEXT);
        b.answers(Script.standard());
        b.health(503);
        awaitChecks(b, 3);

        b.health(200);

        askUntilTheFirstAnswererIs("server-b/x");
    }

    @Test
    void isMadeNoMoreOfAServerThatANewConfigurationDoesNotCheck() {
        awaitChecks(b, 1);

        gateway.reload(yaml("", CHECK));

        awaitChecks(c, 1);
        int last = checksAt(b).size();
        awaitChecks(c, 10);
        assertThat(checksAt(b)).hasSize(last);
    }

    @Test
    void endsWhenTheGatewayHasDrained() {
        try (ScriptedProvider d = ScriptedProvider.start("server-d")) {
            String yaml = """
                    baton:
                      server: { port: 0 }
                      providers: { server-d: { base-url: "%s"%s } }
                      models: { chat: { targets: [server-d/x] } }
                    """.formatted(d.url(), CHECK);
            try (TestGateway other = TestGateway.start(yaml)) {
                awaitChecks(d, 2);

                other.drain();

                d.awaitOpenConnections(0, SOON);
                int last = checksAt(d).size();
                awaitChecks(c, 10);
                assertThat(checksAt(d)).hasSize(last);
            }
        }
    }
}
