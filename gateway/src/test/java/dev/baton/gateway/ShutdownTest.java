package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.gateway.WireClient.Answer;
import dev.baton.gateway.WireClient.Head;
import dev.baton.testkit.RequestEnd;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a gateway ends whose context is closed. */
@Timeout(60)
class ShutdownTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** Far less than the three seconds that a connection rests for. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private ScriptedProvider b;
    private ScriptedProvider c;
    private TestGateway gateway;

    @BeforeEach
    void startProviders() {
        b = ScriptedProvider.start("server-b");
        c = ScriptedProvider.start("server-c");
    }

    @AfterEach
    void stop() {
        gateway.handle().endNow();
        gateway.close();
        b.close();
        c.close();
    }

    private void start(String server) {
        gateway = TestGateway.start("""
                baton:
                  server: { port: 0, %s }
                  providers:
                    server-b: { base-url: "%s" }
                    server-c: { base-url: "%s" }
                  models:
                    chat: { targets: [server-b/gpt-x] }
                    other: { targets: [server-c/gpt-y] }
                """.formatted(server, b.url(), c.url()));
    }

    /** Begins to close the gateway, and waits until it takes no more requests. */
    private CompletableFuture<Void> beginToEnd() throws IOException {
        CompletableFuture<Void> ended = CompletableFuture.runAsync(gateway::close, Thread::startVirtualThread);
        awaitRefusals();
        return ended;
    }

    /** While there are loops to close them on: a loop that ends in the middle of its work leaves its connections behind. */
    @Test
    void hasNoConnectionToAProviderWhenItHasDrained() {
        start("drain: 10s");
        ChatCall.streaming("chat").to(gateway).awaitEnd();

        gateway.drain();

        b.awaitOpenConnections(0, AT_ONCE);
    }

    private void awaitRefusals() throws IOException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (get("/v1/models").status() != 503) {
            assertThat(System.nanoTime()).as("still takes requests").isLessThan(deadline);
        }
    }

    private Answer get(String path) throws IOException {
        try (WireClient client = new WireClient(gateway)) {
            return client.send(getRequest(path)).answer();
        }
    }

    private static String getRequest(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    }

    /** A client that has read so many tokens of a stream from b, of which no more come unless they are released. */
    private WireClient streaming(int tokens) throws IOException {
        b.answers(Script.standard().stepwise());
        WireClient client = new WireClient(gateway).post(ChatText.stream("chat"), "x-request-id: streaming");
        b.awaitRequests(1, SOON);
        b.release(tokens);
        client.head();
        client.readTokens(tokens);
        return client;
    }

    private static void ends(CompletableFuture<Void> ending) throws Exception {
        ending.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void letsARunningAnswerFinishAndRefusesEverythingElse() throws Exception {
        start("drain: 60s");
        try (WireClient idle = new WireClient(gateway);
                WireClient newcomer = new WireClient(gateway);
                WireClient running = streaming(3)) {
            idle.send(getRequest("/v1/models")).answer();

            CompletableFuture<Void> ending = beginToEnd();

            assertThat(idle.isClosedByPeer()).isTrue();
            assertThat(get("/health/live").status()).isEqualTo(200);
            assertThat(get("/health/ready").status()).isEqualTo(503);
            assertRefused(newcomer);
            assertThat(ending).isNotDone();

            b.release(1_000);
            List<String> rest = running.events();
            assertThat(Tale.first(3) + ChatText.of(rest)).isEqualTo(Story.TEXT);
            assertThat(rest.getLast()).isEqualTo("data: [DONE]");
            assertThat(running.isClosedByPeer()).isTrue();
            ends(ending);
        }
        assertThatThrownBy(() -> new WireClient(gateway)).isInstanceOf(IOException.class);
    }

    /** Also a request whose body is still on its way: a connection closed before it is there would be reset. */
    private void assertRefused(WireClient newcomer) throws IOException {
        String body = " ".repeat(4 << 20) + ChatText.whole("chat");
        newcomer.send(WireClient.request(body).replace(body, ""));
        for (int others = 0; others < 10; others++) {
            get("/health/live");
        }
        newcomer.send(body);

        Answer refusal = newcomer.answer();

        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.header("connection")).isEqualTo("close");
        assertThat(refusal.header("retry-after")).isEqualTo("1");
        assertThat(refusal.body()).contains("\"server_error\"", "\"server_shutdown\"");
        assertThat(newcomer.isClosedByPeer()).isTrue();
    }

    @Test
    void letsAnAnswerFinishThatHasNotBegun() throws Exception {
        start("drain: 60s");
        b.answers(Script.standard().stepwise());
        try (WireClient waiting = new WireClient(gateway)) {
            waiting.post(ChatText.whole("chat"));
            b.awaitRequests(1, SOON);

            CompletableFuture<Void> ending = beginToEnd();
            b.release(1_000);
            Answer answer = waiting.answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(answer.body()).contains("\"finish_reason\":\"stop\"");
            assertThat(waiting.isClosedByPeer()).isTrue();
            ends(ending);
        }
    }

    @Test
    void tellsWhoseAnswersAreNotFinishedWhenTheDrainIsOver() throws Exception {
        start("drain: 500ms");
        assertThatAllAreTold(beginning -> ends(beginning));
    }

    @Test
    void endsAtOnceWhenThereIsNoMoreTime() throws Exception {
        start("drain: 1h");
        assertThatAllAreTold(beginning -> {
            assertThat(beginning).isNotDone();
            gateway.handle().endNow();
            ends(beginning);
        });
    }

    @FunctionalInterface
    private interface Ending {
        void await(CompletableFuture<Void> begun) throws Exception;
    }

    private void assertThatAllAreTold(Ending ending) throws Exception {
        c.answers(Script.standard().stepwise());
        try (WireClient half = new WireClient(gateway);
                WireClient waiting = new WireClient(gateway);
                WireClient running = streaming(3)) {
            half.send(WireClient.request(ChatText.whole("other"), "Expect: 100-continue")
                    .replaceFirst(".$", ""));
            assertThat(half.head().status()).isEqualTo(100);
            waiting.post(ChatText.whole("other"));
            c.awaitRequests(1, SOON);

            ending.await(beginToEnd());

            List<String> rest = running.events();
            assertThat(rest).hasSize(1);
            assertThat(rest.getFirst()).startsWith("event: error\ndata: {").contains("\"server_shutdown\"");
            assertToldBefore(waiting);
            assertToldBefore(half);
        }
        assertThat(b.requests().getFirst().awaitEnd(SOON).way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
        assertThat(c.requests().getFirst().awaitEnd(SOON).way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
        assertThat(gateway.stories().awaitEnd("streaming").toString()).startsWith("given up: 3 events");
    }

    private static void assertToldBefore(WireClient client) throws IOException {
        Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.body()).contains("\"server_shutdown\"");
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void waitsForNobodyWhoTakesNothing() throws Exception {
        start("drain: 500ms");
        FloodingProvider flood = new FloodingProvider();
        gateway.reload("""
                baton:
                  server: { port: 0, drain: 500ms }
                  providers: { flood: { base-url: "%s" } }
                  models: { chat: { targets: [flood/x] } }
                """.formatted(flood.url()));
        flood.tells(100_000, 1_000);
        try (WireClient stalled = new WireClient(gateway, 4096);
                Logs logs = Logs.usual()) {
            stalled.post(ChatText.stream("chat"));
            stalled.head();
            flood.awaitBlocked(Duration.ofMillis(300));

            ends(beginToEnd());

            assertThat(logs.complaints())
                    .anyMatch(line -> line.contains("clients that have not taken everything are cut"));
            assertThatThrownBy(stalled::events).isInstanceOf(IOException.class);
        } finally {
            flood.close();
        }
    }

    @Test
    void takesRequestsForAGraceAlthoughItIsNotReady() throws Exception {
        start("grace: 10m, drain: 60s");
        CompletableFuture<Void> ending = CompletableFuture.runAsync(gateway::close, Thread::startVirtualThread);
        long deadline = System.nanoTime() + SOON.toNanos();
        while (get("/health/ready").status() == 200) {
            assertThat(System.nanoTime()).as("still ready").isLessThan(deadline);
        }

        try (WireClient client = new WireClient(gateway)) {
            Answer answer = client.post(ChatText.whole("chat")).answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("connection")).isNull();
        }

        gateway.handle().endNow();
        ends(ending);
    }

    @Test
    void isGoneAtOnceWhenNothingRuns() throws Exception {
        start("drain: 1h");
        try (WireClient unused = new WireClient(gateway)) {
            Head models = unused.send(getRequest("/v1/models")).answer().head();
            assertThat(models.headers()).doesNotContainKey("connection");

            ends(CompletableFuture.runAsync(gateway::close, Thread::startVirtualThread));

            assertThat(unused.isClosedByPeer()).isTrue();
        }
    }
}
