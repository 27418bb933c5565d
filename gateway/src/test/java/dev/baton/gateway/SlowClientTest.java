package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.relay.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that reads slowly costs a bounded buffer and blames nobody; one that reads nothing is cut. */
class SlowClientTest {

    /** The time between two tokens after which a provider is to blame, if the client is not. */
    private static final Duration BETWEEN_TOKENS = Duration.ofMillis(250);
    /** How long a client may take nothing. */
    private static final Duration WRITE_STALL = Duration.ofMillis(500);
    /** What the kernel takes for a client that does not read, about. */
    private static final int SMALL = 8 << 10;

    /** The kernel's buffers for one connection at most, and half of it for ours. */
    private static final long KERNEL = 6 << 20;
    /** Far more than all buffers. */
    private static final int FLOOD = 48 << 20;

    private static FloodingProvider b;
    private static FloodingProvider c;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        b = new FloodingProvider();
        c = new FloodingProvider();
        gateway = TestGateway.start("""
                baton:
                  server: { port: 0 }
                  providers:
                    server-b: { base-url: "%s", reuse: none }
                    server-c: { base-url: "%s", reuse: none, continuation: prefill }
                  models:
                    patient:
                      targets: [server-b/gpt-x, server-c/gpt-y]
                      timeouts: { first-token: 250ms, between-tokens: 250ms, write-stall: 1m }
                    whole:
                      targets: [server-c/gpt-y]
                      timeouts: { write-stall: 500ms }
                    strict:
                      targets: [server-b/gpt-x, server-c/gpt-y]
                      timeouts: { write-stall: 500ms }
                """.formatted(b.url(), c.url()));
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        b.close();
        c.close();
    }

    @BeforeEach
    void reset() {
        b.tells(1, 1);
        c.tells(1, 1);
        gateway.forget();
    }

    @Test
    void getsEverythingAndNobodyIsBlamed() throws Exception {
        int tokens = 1_500;
        int characters = 16 << 10;
        b.tells(tokens, characters);
        long read = 0;
        try (WireClient client = new WireClient(gateway, SMALL)) {
            client.post(ChatText.stream("patient"), "x-request-id: slow");
            client.head();
            for (int pause = 0; pause < 3; pause++) {
                b.awaitBlocked(BETWEEN_TOKENS.multipliedBy(3));
                read += readTokens(client, 300);
            }
            List<String> rest = client.events();

            assertThat(read + ChatText.of(rest).length()).isEqualTo((long) tokens * characters);
            assertThat(rest.getLast()).isEqualTo("data: [DONE]");
        }
        assertThat(gateway.stories().awaitEnd("slow").outcome()).isEqualTo(Moment.Outcome.COMPLETE);
        assertThat(gateway.stories().of("slow")).noneMatch(Moment.Broke.class::isInstance);
        assertThat(c.calls()).isZero();
    }

    private static long readTokens(WireClient client, int count) throws IOException {
        long read = 0;
        for (int i = 0; i < count; i++) {
            read += ChatText.of(client.event().orElseThrow()).length();
        }
        return read;
    }

    /**
     * What is taken of a flood for a client that reads nothing: the kernel's buffers between gateway and client (4 MiB where
     * nobody has changed them), and in the gateway some 16 KiB and one event here, one there.
     */
    @ParameterizedTest
    @ValueSource(ints = {20, 1 << 10, 32 << 10, 256 << 10, 2 << 20})
    void costsABoundedBufferHoweverLargeTheTokensAre(int characters) throws Exception {
        int tokens = Math.max(100, FLOOD / characters);
        String id = "flooded-" + characters;
        b.tells(tokens, characters);
        try (WireClient client = new WireClient(gateway, SMALL)) {
            client.post(ChatText.stream("patient"), "x-request-id: " + id);

            long taken = b.awaitBlocked(BETWEEN_TOKENS.multipliedBy(2));

            assertThat(taken).isLessThan(KERNEL + 3L * characters).isLessThan((long) tokens * characters / 2);
        }
        assertThat(gateway.stories().awaitEnd(id).outcome()).isEqualTo(Moment.Outcome.CLIENT_LEFT);
        b.awaitEnd();
    }

    @Test
    void isCutWhenItTakesNothingOfAStreamForTooLong() throws Exception {
        b.tells(FLOOD >> 10, 1 << 10);

        assertThatItIsCut("stalled", b, ChatText.stream("strict"));
    }

    @Test
    void isCutWhenItTakesNothingOfAWholeAnswerForTooLong() throws Exception {
        c.tells(0, FLOOD >> 2);

        assertThatItIsCut("stalled-whole", c, ChatText.whole("whole"));
    }

    private static void assertThatItIsCut(String id, FloodingProvider asked, String request) throws IOException {
        try (Logs logs = Logs.usual();
                WireClient client = new WireClient(gateway, SMALL)) {
            client.post(request, "x-request-id: " + id);
            client.head();
            gateway.stories().awaitEnd(id);
            asked.awaitEnd();
            asked.awaitBlocked(WRITE_STALL.multipliedBy(3));

            // Only now is read what had come by then: the end of it is not there.
            assertThatThrownBy(client::events).isInstanceOf(IOException.class);
            assertThat(logs.complaints()).isEmpty();
        }
        assertThat(gateway.stories().of(id)).noneMatch(Moment.Broke.class::isInstance);
    }
}
