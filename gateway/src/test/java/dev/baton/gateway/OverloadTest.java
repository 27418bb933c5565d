package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.WireClient.Answer;
import dev.baton.gateway.WireClient.Leaving;
import dev.baton.testkit.Death;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What the gateway does with more than it may take upon itself. */
@Timeout(120)
class OverloadTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MOST_IN_FLIGHT = 4;
    private static final int MOST_BYTES = 20 << 20;

    private static ScriptedProvider b;
    private static ScriptedProvider failing;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        b = ScriptedProvider.start("server-b");
        failing = ScriptedProvider.start("failing");
        gateway = TestGateway.start("""
                baton:
                  server: { port: 0 }
                  providers:
                    server-b: { base-url: "%s" }
                    failing: { base-url: "%s" }
                  models:
                    chat: { targets: [server-b/gpt-x] }
                    broken: { targets: [failing/gpt-x], breaker: { enabled: false } }
                  limits: { in-flight: %d, held-bodies: 20MiB }
                """.formatted(b.url(), failing.url(), MOST_IN_FLIGHT));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        b.close();
        failing.close();
    }

    @BeforeEach
    void reset() {
        b.reset();
        failing.reset();
    }

    private static String padded(String body, int length) {
        return " ".repeat(length - body.length()) + body;
    }

    /** The head of a request with a body of this length, of which nothing is sent yet. */
    private static String head(int length) {
        return WireClient.request("").replace("Content-Length: 0", "Content-Length: " + length);
    }

    private static String chunkedHead() {
        return WireClient.request("").replace("Content-Length: 0", "Transfer-Encoding: chunked");
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static void assertShed(Answer answer, String limit) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.header("connection")).isNull();
        assertThat(answer.body()).contains("\"server_error\"", "\"overloaded\"", limit);
    }

    /** So many streams that wait for their first token. */
    private static List<WireClient> streams(int count) throws IOException {
        b.answers(Script.standard().stepwise());
        List<WireClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(admitted(ChatText.stream("chat")));
        }
        b.awaitRequests(count, SOON);
        return clients;
    }

    private static void close(List<WireClient> clients) throws IOException {
        for (WireClient client : clients) {
            client.close();
        }
    }

    @Test
    void shedsWhatIsTooMuchBeforeItsBodyIsRead() throws Exception {
        List<WireClient> running = streams(MOST_IN_FLIGHT);
        try (WireClient tooMuch = new WireClient(gateway)) {
            assertShed(tooMuch.send(head(1_000)).answer(), "limits.in-flight: 4");
            assertThat(tooMuch.send(" ".repeat(1_000))
                            .send("GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(tooMuch.send("GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);

            b.release(100_000);
            for (WireClient client : running) {
                client.head();
                assertThat(client.events().getLast()).isEqualTo("data: [DONE]");
            }
            b.reset();
            try (WireClient next = admitted(ChatText.whole("chat"))) {
                assertThat(next.answer().status()).isEqualTo(200);
            }
        } finally {
            close(running);
        }
    }

    @Test
    void holdsTheBodiesOfRunningAnswersAndNoMoreThanItMay() throws Exception {
        b.answers(Script.standard().stepwise());
        try (WireClient large = new WireClient(gateway);
                WireClient announced = new WireClient(gateway);
                WireClient chunked = new WireClient(gateway)) {
            large.post(padded(ChatText.whole("chat"), 12 << 20));
            b.awaitRequests(1, SOON);

            assertShed(announced.send(head(9 << 20)).answer(), "limits.held-bodies: 20MiB");
            chunked.send(chunkedHead());
            sendUntilRefused(chunked);
            assertShed(chunked.answer(), "limits.held-bodies: 20MiB");

            b.release(100_000);
            assertThat(large.answer().status()).isEqualTo(200);
        }
        assertNothingIsLeft();
    }

    /** Nine chunks of a mebibyte: one too many. */
    private static void sendUntilRefused(WireClient client) throws IOException {
        for (int i = 0; i < 9; i++) {
            client.send(chunk(" ".repeat(1 << 20)));
        }
    }

    @Test
    void givesEverythingBackHoweverRequestsEnd() throws Exception {
        b.answers(Script.text("Hello there.").pace(Duration.ofMillis(1)));
        failing.answers(Script.status(500).first(1))
                .thenAnswers(Script.standard().dieAfter(2, Death.RST));
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int seed = 0; seed < 8; seed++) {
                Random random = new Random(seed);
                all.add(clients.submit(() -> {
                    for (int i = 0; i < 250; i++) {
                        askAndEndSomehow(random);
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertNothingIsLeft();
    }

    private static void askAndEndSomehow(Random random) throws IOException {
        String body =
                padded(ChatText.stream(random.nextInt(4) == 0 ? "broken" : "chat"), 1_000 + random.nextInt(100_000));
        try (WireClient client = new WireClient(gateway)) {
            switch (random.nextInt(8)) {
                case 0 -> client.post(body).answer();
                case 1 -> client.send(chunkedHead() + chunk(body) + "0\r\n\r\n").answer();
                case 2 -> client.post("{\"model\":").answer();
                case 3 -> client.post(ChatText.whole("nobody")).answer();
                case 4 -> client.send(head(5_000) + " ".repeat(2_000)).leave(leaving(random));
                case 5 -> client.send(chunkedHead() + chunk(" ".repeat(2_000))).leave(leaving(random));
                case 6 -> client.post(body).leave(leaving(random));
                default -> {
                    client.post(body).head();
                    client.leave(leaving(random));
                }
            }
        }
    }

    private static Leaving leaving(Random random) {
        return Leaving.values()[random.nextInt(Leaving.values().length)];
    }

    /** Exactly as many requests find room as in the beginning, and exactly as many bytes. */
    private static void assertNothingIsLeft() throws IOException {
        b.reset();
        b.answers(Script.standard().stepwise());
        try (WireClient all = admitted(padded(ChatText.whole("chat"), MOST_BYTES));
                WireClient oneByteMore = new WireClient(gateway)) {
            b.awaitRequests(1, SOON);
            assertShed(oneByteMore.send(head(1)).answer(), "limits.held-bodies");
            b.release(100_000);
            assertThat(all.answer().status()).isEqualTo(200);
        }
        b.reset();
        List<WireClient> running = streams(MOST_IN_FLIGHT);
        try (WireClient tooMuch = new WireClient(gateway)) {
            assertShed(tooMuch.send(head(1)).answer(), "limits.in-flight");
        } finally {
            close(running);
        }
    }

    /** A client whose request has found room: one that has just ended gives its room back a little later than it is seen to. */
    private static WireClient admitted(String body) throws IOException {
        String asking = head(body.length()).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
        long deadline = System.nanoTime() + SOON.toNanos();
        WireClient client = new WireClient(gateway).send(asking);
        while (client.head().status() != 100) {
            assertThat(System.nanoTime()).as("no room").isLessThan(deadline);
            client.close();
            client = new WireClient(gateway).send(asking);
        }
        return client.send(body);
    }

    @Test
    @EnabledIfSystemProperty(named = "baton.exhaustive", matches = "true", disabledReason = "takes half a minute")
    void cutsABodyThatDrips() throws Exception {
        long began = System.nanoTime();
        try (WireClient dripping = new WireClient(gateway)) {
            dripping.send(head(1_000));
            while (System.nanoTime() - began < Duration.ofSeconds(29).toNanos()) {
                dripping.send(" ");
                Thread.sleep(2_000);
            }

            Answer answer = dripping.answer();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("body_timeout", "too slowly");
            assertThat(dripping.isClosedByPeer()).isTrue();
        }
    }
}
