package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.baton.gateway.WireClient.Leaving;
import dev.baton.relay.Moment;
import dev.baton.testkit.Death;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.RequestEnd;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;

/**
 * Promise P6 at every byte: wherever in its answer a client leaves, the call under way ends, and no other is made. With
 * {@code -Dbaton.exhaustive=true} at every byte, else at a sample. The server that speaks waits behind the byte, so that the
 * client never has all of the answer.
 */
class LeavingAtEveryByteTest {

    private static final int TOKENS = 12;
    private static final int TOKENS_OF_B = 5;

    /** Events that leave together share a frame, so an answer may be so much shorter than the recorded one. */
    private static final int TOLERANCE = 150;

    private static final int STEP = Boolean.getBoolean("baton.exhaustive") ? 1 : 37;

    private static final Script WHOLE = Script.text(Tale.first(TOKENS));
    private static final Pattern TOKEN = Pattern.compile("\"content\":\"[^\"]+\"");
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final AtomicInteger NUMBER = new AtomicInteger(100_000);

    private static TestGround ground;

    @BeforeAll
    static void start() {
        ground = TestGround.start(
                8,
                Map.of("chat", "targets: [b, c], timeouts: { connect: 20s, first-token: 20s, between-tokens: 20s }"),
                Map.of("b", "reuse: none", "c", "continuation: prefill, reuse: none"));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> whileServerBSpeaks() throws Exception {
        List<Integer> ends = endsOfTokens(WHOLE);
        return leavings(
                ends,
                (bytes, way) -> ground.on(lane -> {
                    lane.b().answers(WHOLE.holdAfter(tokensBehind(bytes, ends)));

                    leave(lane, lane.b(), bytes, way);

                    assertThat(lane.callsMade()).containsExactly(1, 0, 0);
                    assertThat(lane.b()
                                    .requests()
                                    .getFirst()
                                    .end()
                                    .orElseThrow()
                                    .way())
                            .isEqualTo(RequestEnd.Way.CALLER_LEFT);
                }));
    }

    /** The first write fails, or is not even begun: nobody but the connection tells then that the client is gone. */
    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> justWhenItsAnswerBegins() {
        return Stream.of(Leaving.values())
                .flatMap(way -> IntStream.range(0, 20)
                        .mapToObj(time -> dynamicTest(
                                way + ", time " + time,
                                () -> ground.on(lane -> {
                                    lane.b().answers(WHOLE.holdAfter(1));

                                    leave(lane, lane.b(), 0, way);

                                    assertThat(lane.callsMade()).containsExactly(1, 0, 0);
                                }))));
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> whileServerCGoesOn() throws Exception {
        Script dying = WHOLE.dieAfter(TOKENS_OF_B, Death.FIN);
        List<Integer> ends = endsOfTokens(dying);
        return leavings(
                ends,
                (bytes, way) -> ground.on(lane -> {
                    lane.b().answers(dying);
                    lane.c().answers(WHOLE.holdAfter(Math.max(1, tokensBehind(bytes, ends) - TOKENS_OF_B)));

                    leave(lane, lane.c(), bytes, way);

                    assertThat(lane.callsMade()).containsExactly(1, 1, 0);
                }));
    }

    /** What happens at a byte. */
    private interface AtByte {
        void leave(int bytes, Leaving way) throws Exception;
    }

    private static Stream<DynamicTest> leavings(List<Integer> ends, AtByte scene) {
        return IntStream.iterate(0, bytes -> bytes < ends.getLast() - TOLERANCE, bytes -> bytes + STEP)
                .boxed()
                .flatMap(bytes -> Stream.of(Leaving.values())
                        .map(way -> dynamicTest(way + " after byte " + bytes, () -> scene.leave(bytes, way))));
    }

    /** The client reads so many bytes of the response, head and frames included, and leaves while this server speaks. */
    private static void leave(Lane lane, ScriptedProvider speaking, int bytes, Leaving way) throws Exception {
        String id = "leaver-" + NUMBER.incrementAndGet();
        try (WireClient client = new WireClient(lane.gateway())) {
            client.post(ChatText.stream(lane.model("chat")), "x-request-id: " + id);
            assertThat(client.readRaw(bytes)).hasSize(bytes);
            ReceivedRequest call = speaking.awaitRequests(1, SOON).getFirst();

            client.leave(way);

            List<Moment> told = lane.gateway().awaitStory(id);
            assertThat(((Moment.Ended) told.getLast()).outcome()).isEqualTo(Moment.Outcome.CLIENT_LEFT);
            assertThat(told).filteredOn(Moment.Ended.class::isInstance).hasSize(1);
            assertThat(call.awaitEnd(SOON).way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
            lane.assertAtRest();
        }
    }

    /** After how many tokens a server must wait so that a client gets this byte and does not get all of the answer. */
    private static int tokensBehind(int bytes, List<Integer> ends) {
        int tokens = 1;
        while (ends.get(tokens - 1) < bytes + TOLERANCE) {
            tokens++;
        }
        return tokens;
    }

    /** Where in the response, as a client reads it when nobody waits, each of its tokens has ended. */
    private static List<Integer> endsOfTokens(Script ofB) throws Exception {
        List<Integer> ends = new ArrayList<>();
        ground.on(lane -> {
            lane.b().answers(ofB);
            lane.c().answers(WHOLE);
            try (WireClient client = new WireClient(lane.gateway())) {
                client.post(ChatText.stream(lane.model("chat")), "x-request-id: leaver-100000", "Connection: close");
                TOKEN.matcher(client.readToEnd())
                        .results()
                        .map(MatchResult::end)
                        .forEach(ends::add);
            }
        });
        assertThat(ends).hasSize(TOKENS);
        return ends;
    }

    /** At every byte of the request: there are few. */
    @Test
    void withinItsRequest() throws Exception {
        ground.on(lane -> {
            byte[] request =
                    WireClient.request(ChatText.stream(lane.model("chat"))).getBytes(StandardCharsets.UTF_8);
            try (Logs logs = Logs.usual()) {
                for (int bytes = 0; bytes < request.length; bytes++) {
                    for (Leaving way : Leaving.values()) {
                        leaveAsking(lane, request, bytes, way);
                    }
                }
                askOnEveryLoop(lane);
                assertThat(logs.complaints()).isEmpty();
            }
            assertThat(lane.b().requests())
                    .as("calls for those who stayed")
                    .hasSize(Runtime.getRuntime().availableProcessors());
        });
    }

    private static void leaveAsking(Lane lane, byte[] request, int bytes, Leaving way) throws Exception {
        try (WireClient client = new WireClient(lane.gateway())) {
            client.send(Arrays.copyOf(request, bytes));
            client.leave(way);
            if (way == Leaving.HALF_CLOSE) {
                client.readToEnd();
            }
        }
    }

    /** Connections are dealt to the loops in turn, so each of them has been through the events before. */
    private static void askOnEveryLoop(Lane lane) throws Exception {
        for (int loop = 0; loop < Runtime.getRuntime().availableProcessors(); loop++) {
            try (WireClient another = new WireClient(lane.gateway())) {
                assertThat(another.post(ChatText.stream(lane.model("chat")))
                                .answer()
                                .status())
                        .isEqualTo(200);
            }
        }
    }
}
