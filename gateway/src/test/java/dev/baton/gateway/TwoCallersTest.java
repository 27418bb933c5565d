package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.ContinuationStyle;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise P7: whatever a provider sends besides its answers, each caller reads its own answer and nobody else's. */
class TwoCallersTest {

    private static final int ROUNDS = 25;

    private static ScriptedProvider hostile;
    private static ScriptedProvider honest;
    private static TestGateway gateway;
    private static ExecutorService callers;

    @BeforeAll
    static void start() {
        hostile = ScriptedProvider.start("hostile");
        honest = ScriptedProvider.start("honest");
        gateway = TestGateway.start("""
                baton:
                  server: { port: 0 }
                  providers:
                    shared: { base-url: "%s" }
                    single: { base-url: "%s", reuse: none }
                    honest: { base-url: "%s" }
                  models:
                    pooled: { targets: [shared/m, honest/m] }
                    none: { targets: [single/m, honest/m] }
                """.formatted(hostile.url(), hostile.url(), honest.url()));
        callers = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void stop() {
        callers.close();
        gateway.close();
        hostile.close();
        honest.close();
    }

    @BeforeEach
    void reset() {
        hostile.reset();
        honest.reset();
    }

    private static Script echoing() {
        return Script.standard().continuation(ContinuationStyle.ECHO);
    }

    /** What a provider can do to two callers at a time, whatever their connections. */
    static Stream<Arguments> hostilitiesAndModels() {
        Map<String, Script> hostilities = new LinkedHashMap<>();
        hostilities.put("nothing", echoing());
        hostilities.put("102", echoing().interim(102));
        hostilities.put("103", echoing().interim(103));
        hostilities.put("102, 103, 100, 103", echoing().interim(102, 103, 100, 103));
        hostilities.put("103, byte by byte", echoing().interim(103, 103).drip(7, Duration.ZERO));
        hostilities.put("a surplus response with the answer", echoing().surplusWithAnswer());
        hostilities.put("103 and a surplus response", echoing().interim(103).surplusWithAnswer());
        return hostilities.entrySet().stream()
                .flatMap(each -> Stream.of("pooled", "none")
                        .map(reuse -> Arguments.of(Named.of(each.getKey(), each.getValue()), reuse)));
    }

    @ParameterizedTest(name = "{0}, reuse {1}")
    @MethodSource("hostilitiesAndModels")
    void readTheirOwnAnswersAtTheSameTime(Script hostility, String model) throws Exception {
        hostile.answers(hostility);

        Future<?> alice = callers.submit(() -> askAgainAndAgain("alice", model));
        Future<?> bob = callers.submit(() -> askAgainAndAgain("bob", model));

        alice.get(60, TimeUnit.SECONDS);
        bob.get(60, TimeUnit.SECONDS);
        assertThat(hostile.requests()).hasSize(2 * ROUNDS);
        assertThat(honest.requests()).isEmpty();
    }

    /** Every round has a text of its own, so that an answer of the round before is told from the one that is due. */
    private static Void askAgainAndAgain(String name, String model) throws IOException {
        try (WireClient client = new WireClient(gateway)) {
            for (int round = 0; round < ROUNDS; round++) {
                ask(client, name + " " + round + ". ", model, round % 2 == 0);
            }
        }
        return null;
    }

    private static void ask(WireClient client, String mark, String model, boolean stream) throws IOException {
        WireClient.Answer answer =
                client.post("""
                        {"model":"%s","stream":%s,"messages":[{"role":"user","content":"Go on"},\
                        {"role":"assistant","content":"%s"}]}""".formatted(model, stream, mark)).answer();
        String text = stream ? ChatText.of(answer.body().lines().toList()) : ChatText.ofWhole(answer.body());

        assertThat(text).isEqualTo(mark + Story.TEXT);
        assertThat(answer.body()).doesNotContain(Story.SURPLUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pooled", "none"})
    void readTheirOwnAnswersAfterASurplusResponseOnAnIdleConnection(String model) throws Exception {
        hostile.answers(echoing());
        try (WireClient alice = new WireClient(gateway);
                WireClient bob = new WireClient(gateway)) {
            for (int round = 0; round < ROUNDS; round++) {
                ask(alice, "alice " + round + ". ", model, true);
                surplusOnIdleConnections(model);
                ask(bob, "bob " + round + ". ", model, true);
                surplusOnIdleConnections(model);
            }
        }
        assertThat(hostile.requests()).hasSize(2 * ROUNDS);
        assertThat(hostile.requests())
                .extracting(ReceivedRequest::connection)
                .as("connections, each used once")
                .doesNotHaveDuplicates();
    }

    /** Between two requests: what comes after the next one was written, nobody can tell from its answer. */
    private static void surplusOnIdleConnections(String model) {
        int shown = hostile.sendSurplus();
        assertThat(shown).isLessThanOrEqualTo(model.equals("pooled") ? 1 : 0);
        hostile.awaitOpenConnections(0, Duration.ofSeconds(5));
    }

    @Test
    void readTheirOwnAnswersWhenASurplusResponseComesByItself() throws Exception {
        hostile.answers(echoing().surplusAfter(Duration.ofMillis(1)));
        try (WireClient alice = new WireClient(gateway);
                WireClient bob = new WireClient(gateway)) {
            for (int round = 0; round < ROUNDS; round++) {
                ask(alice, "alice " + round + ". ", "pooled", false);
                hostile.awaitOpenConnections(0, Duration.ofSeconds(5));
                ask(bob, "bob " + round + ". ", "pooled", false);
                hostile.awaitOpenConnections(0, Duration.ofSeconds(5));
            }
        }
        assertThat(hostile.requests()).hasSize(2 * ROUNDS);
    }

    @Test
    void neverShareAConnectionToAProviderThatIsNotTrusted() throws Exception {
        hostile.answers(echoing());

        readTheirOwnAnswersAtTheSameTime(echoing(), "none");

        assertThat(hostile.requests()).extracting(ReceivedRequest::connection).doesNotHaveDuplicates();
    }
}
