package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.WireClient.Answer;
import dev.baton.testkit.Death;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What another configuration changes while the gateway runs, and what it does not. */
@Timeout(60)
class ReloadTest {

    private static final String RED_KEY = "the-key-of-red-client";
    private static final String BLUE_KEY = "the-key-of-blue-client";

    private static ScriptedProvider b;
    private static ScriptedProvider c;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        b = ScriptedProvider.start("server-b");
        c = ScriptedProvider.start("server-c");
        gateway = TestGateway.start(open("chat", b, c));
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
        gateway.reload(open("chat", b, c));
    }

    /** A configuration for everybody on this machine. */
    private static String open(String model, ScriptedProvider... targets) {
        StringBuilder providers = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (ScriptedProvider target : targets) {
            providers.append(
                    "    %s: { base-url: \"%s\", continuation: prefill }%n".formatted(target.name(), target.url()));
            names.append(names.isEmpty() ? "" : ", ").append(target.name()).append("/m");
        }
        return "baton:%n  server: { port: 0 }%n  providers:%n%s  models:%n    %s: { targets: [%s] }%n"
                .formatted(providers, model, names);
    }

    /** A configuration for one client, with one target. */
    private static String closed(String key, ScriptedProvider target) {
        return open("chat", target) + "  clients: [{ name: web, key: " + key + " }]\n";
    }

    private static Answer ask(String body, String... headers) throws IOException {
        try (WireClient client = new WireClient(gateway)) {
            return client.post(body, headers).answer();
        }
    }

    private static Answer get(String path) throws IOException {
        try (WireClient client = new WireClient(gateway)) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                    .answer();
        }
    }

    @Test
    void newRequestsMeetTheNewConfiguration() throws Exception {
        List<String> waiting = gateway.reload(open("story", c));

        assertThat(waiting).isEmpty();
        assertThat(ask(ChatText.whole("story")).header("x-baton-target")).isEqualTo("server-c/m");
        assertThat(ask(ChatText.whole("chat")).body()).contains("model_not_found", "expected: one of story");
        assertThat(get("/v1/models").body()).contains("story").doesNotContain("chat");
        assertThat(b.requests()).isEmpty();
    }

    @Test
    void clientsAndLimitsChangeWithTheRest() throws Exception {
        gateway.reload(closed(RED_KEY, b) + "  limits: { in-flight: 1 }\n");
        b.answers(Script.standard().stepwise());

        assertThat(ask(ChatText.whole("chat")).status()).isEqualTo(401);
        try (WireClient running = new WireClient(gateway)) {
            running.post(ChatText.stream("chat"), "Authorization: Bearer " + RED_KEY);
            b.awaitRequests(1, Duration.ofSeconds(5));
            assertThat(ask(ChatText.whole("chat"), "Authorization: Bearer " + RED_KEY)
                            .status())
                    .isEqualTo(503);
        }
    }

    @Test
    void theLimitOfCallsPerTargetChangesToo() throws Exception {
        gateway.reload(open("chat", b) + "  limits: { in-flight-per-target: 1 }\n");
        b.answers(Script.standard().stepwise());

        try (WireClient running = new WireClient(gateway)) {
            running.post(ChatText.stream("chat"));
            b.awaitRequests(1, Duration.ofSeconds(5));
            assertThat(ask(ChatText.whole("chat")).status()).isEqualTo(503);
        }
    }

    @Test
    void aRunningAnswerKeepsTheConfigurationThatItBeganWith() throws Exception {
        b.answers(Script.standard().stepwise().dieAfter(3, Death.FIN));
        try (WireClient client = new WireClient(gateway)) {
            client.post(ChatText.stream("chat"));
            b.release(2);
            client.head();
            client.readTokens(2);

            gateway.reload(closed(BLUE_KEY, b));
            b.release(10);

            List<String> rest = client.events();
            assertThat(Tale.first(2) + ChatText.of(rest)).isEqualTo(Story.TEXT);
            assertThat(rest.getLast()).isEqualTo("data: [DONE]");
        }
        assertThat(c.requests()).hasSize(1);
    }

    /** The key of one configuration and the target of the other would be half of each. */
    @Test
    void noRequestEverMeetsHalfOfAConfiguration() throws Exception {
        b.answers(Script.text("from b"));
        c.answers(Script.text("from c"));
        gateway.reload(closed(RED_KEY, b));
        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> served = List.of(
                    clients.submit(() -> served(RED_KEY, "server-b/m")),
                            clients.submit(() -> served(BLUE_KEY, "server-c/m")),
                    clients.submit(() -> served(RED_KEY, "server-b/m")),
                            clients.submit(() -> served(BLUE_KEY, "server-c/m")));
            while (served.stream().anyMatch(each -> !each.isDone())) {
                gateway.reload(closed(BLUE_KEY, c));
                gateway.reload(closed(RED_KEY, b));
            }
            assertThat(sum(served)).isBetween(1, 4 * 100 - 1);
        }
    }

    private static int sum(List<Future<Integer>> counts) throws InterruptedException, ExecutionException {
        int sum = 0;
        for (Future<Integer> count : counts) {
            sum += count.get();
        }
        return sum;
    }

    /** Asks a hundred times on one connection; how often it was served. */
    private static int served(String key, String onlyBy) throws IOException {
        int served = 0;
        try (WireClient client = new WireClient(gateway)) {
            for (int i = 0; i < 100; i++) {
                Answer answer = client.post(ChatText.whole("chat"), "Authorization: Bearer " + key)
                        .answer();
                if (answer.status() == 200) {
                    served++;
                    assertThat(answer.header("x-baton-target")).isEqualTo(onlyBy);
                } else {
                    assertThat(answer.status()).isEqualTo(401);
                }
            }
        }
        return served;
    }

    @Test
    void saysWhatWaitsForARestartAndPutsTheRestInForce() throws Exception {
        String elsewhere = open("story", b).replace("port: 0", "address: localhost, port: 9999, drain: 7s");

        List<String> waiting = gateway.reload(elsewhere);

        assertThat(waiting)
                .containsExactly(
                        "baton.server.address: localhost needs a restart (in force: 127.0.0.1)",
                        "baton.server.port: 9999 needs a restart (in force: 0)");
        assertThat(ask(ChatText.whole("story")).status()).isEqualTo(200);
        assertThat(gateway.handle().settings().server().drain()).isEqualTo(Duration.ofSeconds(7));
        assertThat(gateway.url()).startsWith("http://127.0.0.1:");
    }

    @Test
    void staysReady() throws Exception {
        for (String model : IntStream.range(0, 20).mapToObj(i -> "m" + i).toList()) {
            gateway.reload(open(model, b));
            assertThat(get("/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void keepsNoConnectionToAProviderThatIsGone() throws Exception {
        ask(ChatText.whole("chat"));
        assertThat(b.openConnections()).isPositive();

        gateway.reload(open("chat", c));

        // They rest three seconds at most, and are looked through every three.
        b.awaitOpenConnections(0, Duration.ofSeconds(10));
    }
}
