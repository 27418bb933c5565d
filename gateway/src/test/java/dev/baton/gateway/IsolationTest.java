package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Promise P7 in numbers: two callers, each with several connections, and a provider that does to every request something else.
 * Each answer bears its request's own mark in every event, and no other mark is found in anything that a caller gets. With
 * {@code -Dbaton.exhaustive=true} 100,000 requests, else some thousands.
 */
class IsolationTest {

    private static final int REQUESTS = Boolean.getBoolean("baton.exhaustive") ? 50_000 : 2_000;
    private static final int CONNECTIONS_OF_A_CALLER = 4;
    private static final List<String> CALLERS = List.of("alice", "bob");

    private static HostileProvider honest;
    private static HostileProvider pooled;
    private static HostileProvider untrusted;
    private static TestGateway gateway;

    /** Held by everybody who asks; all of it by one who must not be disturbed. */
    private final ReadWriteLock turns = new ReentrantReadWriteLock(true);

    @BeforeAll
    static void start() {
        honest = HostileProvider.startHonest();
        pooled = HostileProvider.start();
        untrusted = HostileProvider.start();
        gateway = TestGateway.start("""
                baton:
                  server: { port: 0 }
                  providers:
                    pooled: { base-url: "%s" }
                    untrusted: { base-url: "%s", reuse: none }
                    honest: { base-url: "%s", continuation: prefill, reuse: none }
                  defaults: { retry: { same-target: 0 }, breaker: { enabled: false } }
                  models:
                    pooled: { targets: [pooled/m, honest/m] }
                    untrusted: { targets: [untrusted/m, honest/m] }
                """.formatted(pooled.url(), untrusted.url(), honest.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        pooled.close();
        untrusted.close();
        honest.close();
    }

    @Test
    void givesNobodyAByteOfAnotherAnswerWhereConnectionsAreUsedAgain() throws Exception {
        everybodyAsks("pooled", Hostility.harmless());

        assertThat(pooled.requests()).isEqualTo(REQUESTS);
        assertThat(pooled.connections())
                .as("connections, some of them used again")
                .isLessThan(REQUESTS);
    }

    @Test
    void givesNobodyAByteOfAnotherAnswerWhateverAnUntrustedProviderSendsAndWhenever() throws Exception {
        everybodyAsks("untrusted", List.of(Hostility.values()));

        assertThat(untrusted.requests()).isEqualTo(REQUESTS);
        assertThat(untrusted.connections()).isEqualTo(REQUESTS);
    }

    private void everybodyAsks(String model, List<Hostility> hostilities) throws Exception {
        List<Future<?>> asking = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String caller : CALLERS) {
                for (int connection = 0; connection < CONNECTIONS_OF_A_CALLER; connection++) {
                    int first = connection;
                    asking.add(threads.submit(() -> askAgainAndAgain(caller, first, model, hostilities)));
                }
            }
            for (Future<?> each : asking) {
                each.get(10, TimeUnit.MINUTES);
            }
        }
    }

    private Void askAgainAndAgain(String caller, int first, String model, List<Hostility> hostilities)
            throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(caller.hashCode() + first);
        try (WireClient client = new WireClient(gateway)) {
            for (int number = first; number < REQUESTS / CALLERS.size(); number += CONNECTIONS_OF_A_CALLER) {
                // Streams and whole answers on each connection.
                int own = 2 * number + (random.nextBoolean() ? 1 : 0);
                askInTurn(client, new Canary(caller, own, hostilities.get(random.nextInt(hostilities.size()))), model);
            }
        }
        return null;
    }

    private void askInTurn(WireClient client, Canary canary, String model) throws IOException, InterruptedException {
        boolean alone = canary.hostility() == Hostility.SURPLUS_AT_REST;
        Lock turn = alone ? turns.writeLock() : turns.readLock();
        turn.lock();
        try {
            if (alone) {
                CountDownLatch closed = (model.equals("pooled") ? pooled : untrusted).endOfConnection(canary);
                ask(client, canary, model);
                assertThat(closed.await(10, TimeUnit.SECONDS))
                        .as("closed in time: %s", canary)
                        .isTrue();
            } else {
                ask(client, canary, model);
            }
        } finally {
            turn.unlock();
        }
    }

    private static void ask(WireClient client, Canary canary, String model) throws IOException {
        WireClient.Answer answer = client.post("""
                        {"model":"%s","stream":%s,"messages":[{"role":"user","content":"%s"}]}""".formatted(model, canary.isStreamed(), canary.mark()))
                .answer();

        assertThat(answer.status()).as("%s: %s", canary, answer.body()).isEqualTo(200);
        assertThat(Canary.all(answer.head() + answer.body())).containsOnly(canary);
        if (canary.isStreamed()) {
            checkStream(answer.body(), canary);
        } else {
            assertThat(answer.body()).isEqualTo(canary.answer().body());
        }
    }

    private static void checkStream(String body, Canary canary) {
        List<String> events = body.lines().filter(line -> !line.isEmpty()).toList();

        assertThat(ChatText.of(events)).isEqualTo(canary.text());
        assertThat(events.getLast()).isEqualTo("data: [DONE]");
        assertThat(events.subList(0, events.size() - 1))
                .allSatisfy(event ->
                        assertThat(ChatText.json(event).path("id").asString()).isEqualTo(canary.mark()));
    }
}
