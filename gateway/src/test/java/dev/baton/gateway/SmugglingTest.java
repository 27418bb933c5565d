package dev.baton.gateway;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that two servers may read differently. Where a proxy stands before the gateway, what one of them takes for a body
 * the other might take for a request of somebody else.
 */
class SmugglingTest {

    private static final String LINE = "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String BODY = ChatText.whole("chat");
    private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String CHUNK = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n";

    /** What must not be served: the list of models is told by its first words. */
    private static final String HIDDEN = "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

    private static ScriptedProvider b;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        b = ScriptedProvider.start("b0");
        gateway = TestGateway.start("""
                baton:
                  server: { port: 0 }
                  providers: { b0: { base-url: "%s" } }
                  models: { chat: { targets: [b0/model-b] } }
                """.formatted(b.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        b.close();
    }

    @BeforeEach
    void reset() {
        b.reset();
    }

    static Stream<Arguments> ambiguities() {
        String head = LINE + JSON;
        return Map.ofEntries(
                        entry("a length and chunks", head + LENGTH + CHUNKED + "\r\n" + CHUNK + "0\r\n\r\n"),
                        entry("chunks and a length", head + CHUNKED + LENGTH + "\r\n" + CHUNK + "0\r\n\r\n"),
                        entry("two lengths", head + LENGTH + "Content-Length: 1\r\n\r\n" + BODY),
                        entry("two lengths in one", head + LENGTH.strip() + ", 1\r\n\r\n" + BODY),
                        entry("a length with a sign", head + "Content-Length: +" + BODY.length() + "\r\n\r\n" + BODY),
                        entry("a length below 0", head + "Content-Length: -1\r\n\r\n" + BODY),
                        entry("a length in hex", head + "Content-Length: 0x5\r\n\r\n" + BODY),
                        entry("a length beyond all", head + "Content-Length: 99999999999999999999\r\n\r\n" + BODY),
                        entry("a length in words", head + "Content-Length: many\r\n\r\n" + BODY),
                        entry("a blank before the colon", head + "Content-Length : 5\r\n\r\n" + BODY),
                        entry("bare LF", (head + LENGTH + "\r\n").replace("\r\n", "\n") + BODY),
                        entry("bare CR", head.replace("Host", "X: a\rHost") + LENGTH + "\r\n" + BODY),
                        entry("a folded first header", LINE.replace("Host", " Host") + JSON + LENGTH + "\r\n" + BODY),
                        entry("a NUL in a value", head + "X: a\0b\r\n" + LENGTH + "\r\n" + BODY),
                        entry("a NUL in a name", head + "X\0: a\r\n" + LENGTH + "\r\n" + BODY),
                        entry("a name of nothing", head + ": a\r\n" + LENGTH + "\r\n" + BODY),
                        entry("a header without a colon", head + "nothing\r\n" + LENGTH + "\r\n" + BODY),
                        entry("a coding that nobody knows", head + "Transfer-Encoding: xchunked\r\n\r\n" + CHUNK),
                        entry("chunks not last", head + "Transfer-Encoding: chunked, identity\r\n\r\n" + CHUNK),
                        entry("chunks twice", head + CHUNKED + CHUNKED + "\r\n" + CHUNK + "0\r\n\r\n"),
                        entry("chunks in HTTP/1.0", head.replace("1.1", "1.0") + CHUNKED + "\r\n" + CHUNK),
                        entry("a chunk of no number", head + CHUNKED + "\r\nzz\r\n" + BODY + "\r\n"),
                        entry("a chunk below 0", head + CHUNKED + "\r\n-1\r\n" + BODY + "\r\n"),
                        entry("a chunk beyond all", head + CHUNKED + "\r\nfffffffffffffffff\r\n" + BODY + "\r\n"),
                        entry("a chunk of no number at all", head + CHUNKED + "\r\n\r\n" + BODY + "\r\n"),
                        entry("a chunk longer than it says", head + CHUNKED + "\r\n1\r\n" + BODY + "\r\n0\r\n\r\n"),
                        entry("a chunk ended by LF", head + CHUNKED + "\r\n" + CHUNK.replace("\r\n", "\n") + "0\n\n"),
                        entry(
                                "an extension with LF",
                                head + CHUNKED + "\r\n" + CHUNK.replaceFirst("\r\n", ";a\n\r\n") + "0\r\n\r\n"),
                        entry("no version", "POST /v1/chat/completions\r\n" + JSON + LENGTH + "\r\n" + BODY),
                        entry("a version of its own", head.replace("HTTP/1.1", "HTTP/1.1 x") + LENGTH + "\r\n" + BODY),
                        entry("no HTTP", "\0\1\2\3garbage\r\n\r\n"))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguities")
    void isRefusedAndItsConnectionClosed(String name, String request) throws Exception {
        try (Logs logs = Logs.usual();
                WireClient client = new WireClient(gateway)) {
            client.send(request + HIDDEN);

            String seen = client.readToEnd();

            assertThat(seen).matches("(?s)|HTTP/1\\.[01] 4\\d\\d .*").doesNotContain("\"object\":\"list\"");
            assertThat(seen.split("HTTP/1\\.[01] \\d\\d\\d ", -1)).hasSizeLessThanOrEqualTo(2);
            assertThat(b.requests()).isEmpty();
            assertThat(logs.complaints()).isEmpty();
        }
    }

    @Test
    void requestsThatCameTogetherAreServedOneByOne() throws Exception {
        int many = 100;
        b.answers(Script.text("Well."));
        try (WireClient client = new WireClient(gateway)) {
            client.send(WireClient.request(BODY).repeat(many));

            for (int i = 0; i < many; i++) {
                assertThat(ChatText.ofWhole(client.answer().body())).isEqualTo("Well.");
            }
        }
        List<ReceivedRequest> calls = b.requests();
        assertThat(calls).hasSize(many);
        for (int i = 1; i < many; i++) {
            assertThat(calls.get(i).arrivedAt())
                    .isGreaterThan(calls.get(i - 1).end().orElseThrow().nanoTime());
        }
    }

    /** What may wait behind the request that is being served is bounded. */
    @Test
    void aFloodOfRequestsIsCut() throws Exception {
        int many = 1_000;
        b.answers(Script.text("Well."));
        try (WireClient client = new WireClient(gateway)) {
            client.send(WireClient.request(BODY).repeat(many));

            assertThat(client.readToEnd()).doesNotContain("500 Internal");
        }
        assertThat(b.requests()).hasSizeLessThan(many);
    }
}
