package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.WireClient.Leaving;
import dev.baton.relay.Moment;
import dev.baton.testkit.Death;
import dev.baton.testkit.Point;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.RequestEnd;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise P6: when the client leaves, whatever runs for it ends, and nothing is begun. */
class ClientLeavesTest {

    private static final int TIMES = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MEDIAN_LIMIT = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              providers:
                server-b: { base-url: "{b}", reuse: none }
                server-c: { base-url: "{c}", reuse: none, continuation: prefill }
              models:
                chat: { targets: [server-b/gpt-x, server-c/gpt-y] }
                insistent: { targets: [server-b/gpt-x, server-c/gpt-y], retry: { backoff: 300ms } }
                patient: { targets: [server-c/gpt-y] }
            """);

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();
    private static int calls;

    /** What the providers do, which of them is talking when the client leaves, and what the client has read by then. */
    private record Scene(String name, Script atB, Script atC, boolean leavesC, int tokens) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> scenesAndWays() {
        Script good = Script.standard();
        Script silent = good.stallAt(Point.Stage.BEFORE_HEADERS);
        Script dying = good.holdAfter(5).dieAfter(5, Death.FIN);
        return Stream.of(
                        new Scene("before the headers", silent, good, false, 0),
                        new Scene("after the headers", good.stallAt(Point.Stage.AFTER_HEADERS), good, false, 0),
                        new Scene("before the first token", good.stallAfter(0), good, false, 0),
                        new Scene("before the headers of the next", Script.status(503), silent, true, 0),
                        new Scene("before the next one's first token", Script.status(503), good.stallAfter(0), true, 0),
                        new Scene("after 1 token", good.holdAfter(1), good, false, 1),
                        new Scene("after 2 tokens", good.holdAfter(2), good, false, 2),
                        new Scene("after 30 tokens", good.holdAfter(30), good, false, 30),
                        new Scene("after the last token", good.holdAfter(60), good, false, 60),
                        new Scene("at the seam, C is silent", dying, silent, true, 5),
                        new Scene("at the seam, C has begun", dying, good.stallAfter(0), true, 5),
                        new Scene("while C goes on", dying, good.holdAfter(7), true, 12))
                .flatMap(scene -> Arrays.stream(Leaving.values()).map(way -> Arguments.of(scene, way)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("scenesAndWays")
    void endsTheCallUnderWayAndMakesNoOther(Scene scene, Leaving way) throws Exception {
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            delays.add(leave(scene, way));
        }

        Collections.sort(delays);
        assertThat(delays.get(TIMES / 2)).as("the median of %s", delays).isLessThan(MEDIAN_LIMIT);
        assertThat(delays.getLast()).isLessThan(LIMIT);
    }

    /** Plays the scene once; returns how long the provider was still busy with it. */
    private Duration leave(Scene scene, Leaving way) throws Exception {
        SERVERS.reset();
        b.answers(scene.atB);
        c.answers(scene.atC);
        String id = "leaver-" + ++calls;
        long left;
        ReceivedRequest call;
        try (WireClient client = new WireClient(gateway)) {
            client.post(ChatText.stream("chat"), "x-request-id: " + id);
            play(scene, client);
            call = (scene.leavesC ? c : b).awaitRequests(1, PATIENCE).getFirst();

            left = System.nanoTime();
            client.leave(way);

            Moment.Ended end = gateway.stories().awaitEnd(id);
            assertThat(end.outcome()).isEqualTo(Moment.Outcome.CLIENT_LEFT);
        }
        RequestEnd end = call.awaitEnd(PATIENCE);
        assertThat(end.way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
        b.awaitOpenConnections(0, PATIENCE);
        c.awaitOpenConnections(0, PATIENCE);
        assertThat(b.requests()).hasSize(1);
        assertThat(c.requests()).hasSize(scene.leavesC ? 1 : 0);
        return Duration.ofNanos(end.nanoTime() - left);
    }

    /** Brings the client to where it leaves, and the providers to where they wait. */
    private static void play(Scene scene, WireClient client) throws Exception {
        if (scene.tokens == 0) {
            return;
        }
        client.head();
        if (scene.leavesC) {
            client.readTokens(5);
            b.release(1);
            c.awaitRequests(1, PATIENCE);
            client.readTokens(scene.tokens - 5);
        } else {
            client.readTokens(scene.tokens);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAPauseBeforeARetryAndMakesNoFurtherCall(Leaving way) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            SERVERS.reset();
            b.answers(Script.status(500));
            String id = "waiter-" + ++calls;
            try (WireClient client = new WireClient(gateway)) {
                client.post(ChatText.stream("insistent"), "x-request-id: " + id);
                gateway.stories().await(id, Moment.Waiting.class::isInstance);

                client.leave(way);

                assertThat(gateway.stories().awaitEnd(id).outcome()).isEqualTo(Moment.Outcome.CLIENT_LEFT);
            }
        }
        outlastThePause();
        assertThat(b.requests()).as("calls after the last one left").hasSize(1);
        assertThat(c.requests())
                .as("calls of the client that outlasts the pause")
                .hasSize(1);
    }

    /** An answer of another client that takes longer than the pause, of which the longest is 450 ms. */
    private static void outlastThePause() throws Exception {
        c.answers(Script.text("a b c d e f g h i j").pace(Duration.ofMillis(60)));
        try (WireClient another = new WireClient(gateway)) {
            another.post(ChatText.stream("patient"));
            another.head();
            assertThat(ChatText.of(another.events())).isEqualTo("a b c d e f g h i j");
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsTheCallForAnAnswerThatIsNotStreamed(Leaving way) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            SERVERS.reset();
            b.answers(Script.standard().stallAt(Point.bodyByte(40)));
            String id = "whole-" + ++calls;
            try (WireClient client = new WireClient(gateway)) {
                client.post(ChatText.whole("chat"), "x-request-id: " + id);
                ReceivedRequest call = b.awaitRequests(1, PATIENCE).getFirst();

                client.leave(way);

                assertThat(call.awaitEnd(PATIENCE).way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
                assertThat(gateway.stories().awaitEnd(id).outcome()).isEqualTo(Moment.Outcome.CLIENT_LEFT);
            }
            assertThat(c.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsNobodyAndComplainsOfNothingWhenAClientLeavesWithinItsRequest(Leaving way) throws Exception {
        try (Logs logs = Logs.usual()) {
            for (int i = 0; i < TIMES; i++) {
                try (WireClient client = new WireClient(gateway)) {
                    String request = WireClient.request(ChatText.stream("chat"));
                    client.send(request.substring(0, request.length() - 10));
                    client.leave(way);
                }
            }
            // As many as there are loops, so that each of them has been through the events before.
            for (int loop = 0; loop < Runtime.getRuntime().availableProcessors(); loop++) {
                try (WireClient another = new WireClient(gateway)) {
                    assertThat(another.post(ChatText.stream("chat")).answer().status())
                            .isEqualTo(200);
                }
            }
            assertThat(logs.complaints()).isEmpty();
        }
        assertThat(b.requests())
                .as("calls for those who stayed")
                .hasSize(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void takesAClientThatLeavesAtDoneForOneThatHasEverything() throws Exception {
        String id = "done-" + ++calls;
        try (WireClient client = new WireClient(gateway)) {
            client.post(ChatText.stream("chat"), "x-request-id: " + id);
            client.head();
            for (String event = ""; !event.equals("data: [DONE]"); ) {
                event = client.event().orElseThrow();
            }

            client.leave(Leaving.RST);
        }

        assertThat(gateway.stories().awaitEnd(id).outcome()).isEqualTo(Moment.Outcome.COMPLETE);
        assertThat(b.requests().getFirst().awaitEnd(PATIENCE).way()).isEqualTo(RequestEnd.Way.COMPLETED);
    }
}
