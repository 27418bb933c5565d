package dev.baton.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.route.ConnectionReuse;
import dev.baton.upstream.CallFailed;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Two callers and one pool: each is given its own answer, or a failure, whatever else the provider sends. */
class OwnAnswerTest {

    private static final int TIMES = 50;
    private static final String EARLY_HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";
    private static final String PROCESSING = "HTTP/1.1 102 Processing\r\n\r\n";
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final String POISON = RawServer.ok("POISON");

    private static Caller caller;

    @BeforeAll
    static void open() {
        caller = Caller.onOneLoop();
    }

    @AfterAll
    static void close() {
        caller.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {EARLY_HINTS, PROCESSING, CONTINUE, EARLY_HINTS + PROCESSING + EARLY_HINTS, CONTINUE + EARLY_HINTS
            })
    void skipsInterimResponsesThatComeWithTheAnswer(String interim) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            for (String body = peer.body(); body != null; body = peer.body()) {
                peer.send(interim + RawServer.answerTo(body));
            }
        })) {
            bothGetTheirOwnAnswers(server);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EARLY_HINTS, PROCESSING, CONTINUE})
    void skipsInterimResponsesThatComeOneByOne(String interim) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            for (String body = peer.body(); body != null; body = peer.body()) {
                peer.send(interim);
                peer.send(interim.substring(0, 9));
                peer.send(interim.substring(9));
                peer.send(RawServer.answerTo(body));
            }
        })) {
            bothGetTheirOwnAnswers(server);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void refusesToSwitchProtocols() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.body();
            peer.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n");
            peer.awaitEnd();
        })) {
            CallFailed failed = Caller.failure(caller.ask(server, "alice"));

            assertThat(failed.stage()).isEqualTo(CallFailed.Stage.PROTOCOL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole response", "half a response", "not HTTP", "an empty line"})
    void neverReusesAConnectionThatShowedMoreThanTheAnswer(String kind) throws Exception {
        try (RawServer server = surplusAfterEachAnswer(kind)) {
            bothGetTheirOwnAnswers(server);
            assertThat(server.connections()).isEqualTo(2 * TIMES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole response", "half a response", "not HTTP", "an empty line"})
    void neverHandsSuchAConnectionToACallerWhoComesWithTheEndOfTheAnswer(String kind) throws Exception {
        try (RawServer server = surplusAfterEachAnswer(kind)) {
            for (int i = 0; i < TIMES; i++) {
                // The second call is made while the end of the first answer is being handed on.
                List<String> answers = Flux.concat(caller.ask(server, "alice"), caller.ask(server, "bob"))
                        .collectList()
                        .block(Caller.PATIENCE);

                assertThat(answers).containsExactly("answer to [alice]", "answer to [bob]");
            }
            assertThat(server.connections()).isEqualTo(2 * TIMES);
        }
    }

    /** All sizes of buffers that are read into: what is behind such an answer is seen by the next read only. */
    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2048, 4096, 8192, 16384, 32768})
    void neverHandsOnAConnectionWhoseAnswerEndsWhereAReadEnds(int answerBytes) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            for (String body = peer.body(); body != null; body = peer.body()) {
                peer.send(padded(RawServer.answerTo(body), answerBytes) + POISON);
            }
        })) {
            for (int i = 0; i < TIMES; i++) {
                List<String> answers = Flux.concat(caller.ask(server, "alice"), caller.ask(server, "bob"))
                        .collectList()
                        .block(Caller.PATIENCE);

                assertThat(answers).containsExactly("answer to [alice]", "answer to [bob]");
            }
            assertThat(server.connections()).isEqualTo(2 * TIMES);
        }
    }

    /** The response with a header that makes it so many bytes. */
    private static String padded(String response, int bytes) {
        String header = "\r\nX-Padding: ";
        return response.replaceFirst("\r\n", header + "x".repeat(bytes - response.length() - header.length()) + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole response", "half a response", "not HTTP", "an empty line"})
    void closesAnIdleConnectionThatShowsAnything(String kind) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            CountDownLatch idle = new CountDownLatch(1);
            CompletableFuture<Void> closed = new CompletableFuture<>();
            try (RawServer server = new RawServer(peer -> {
                peer.send(RawServer.answerTo(peer.body()));
                idle.await();
                peer.send(surplus(kind));
                peer.awaitEnd();
                closed.complete(null);
            })) {
                assertThat(caller.ask(server, "alice").block(Caller.PATIENCE)).isEqualTo("answer to [alice]");
                idle.countDown();
                closed.get(5, TimeUnit.SECONDS);

                assertThat(caller.ask(server, "bob").block(Caller.PATIENCE)).isEqualTo("answer to [bob]");
            }
        }
    }

    @Test
    void keepsAnswersApartWhenConnectionsEndWithThem() throws Exception {
        try (RawServer server = new RawServer(peer -> peer.send(RawServer.answerTo(peer.body())))) {
            for (int i = 0; i < TIMES; i++) {
                for (String name : List.of("alice", "bob")) {
                    String outcome = caller.ask(server, name)
                            .onErrorResume(
                                    CallFailed.class,
                                    failed -> Mono.just(failed.stage().name()))
                            .block(Caller.PATIENCE);

                    assertThat(outcome).isIn("answer to [" + name + "]", "BEFORE_HEADERS");
                }
            }
        }
    }

    @Test
    void doesNotCloseTheNextCallersConnectionWhenALateReaderLeaves() throws Exception {
        try (RawServer server = new RawServer(RawServer.echo())) {
            for (int i = 0; i < TIMES; i++) {
                // The answer has arrived and its connection may be in use again; its body has not been read.
                var unread = caller.call(server, "alice").block(Caller.PATIENCE);
                Mono<String> bob = caller.ask(server, "bob");

                Mono<String> both = Mono.zip(
                        bob,
                        Mono.fromRunnable(() -> unread.body().subscribe().dispose())
                                .thenReturn(""),
                        (b, a) -> b);

                assertThat(both.block(Caller.PATIENCE)).isEqualTo("answer to [bob]");
            }
            assertThat(server.connections())
                    .as("connections, some of them used again")
                    .isLessThan(TIMES);
        }
    }

    @Test
    void neverReusesAConnectionToAProviderThatIsNotTrusted() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            for (String request = peer.request(); request != null; request = peer.request()) {
                peer.send(RawServer.ok(request.toLowerCase(Locale.ROOT)) + POISON);
            }
        })) {
            var provider = Caller.provider(server.http(), null, ConnectionReuse.NONE);
            for (int i = 1; i <= TIMES; i++) {
                String echo = caller.upstream
                        .exchange(Caller.request(provider, "caller " + i))
                        .flatMap(Caller::text)
                        .block(Caller.PATIENCE);

                assertThat(echo).contains("connection: close").endsWith("caller " + i);
                assertThat(server.connections()).isEqualTo(i);
            }
        }
    }

    private static void bothGetTheirOwnAnswers(RawServer server) {
        for (int i = 0; i < TIMES; i++) {
            assertThat(caller.ask(server, "alice").block(Caller.PATIENCE)).isEqualTo("answer to [alice]");
            assertThat(caller.ask(server, "bob").block(Caller.PATIENCE)).isEqualTo("answer to [bob]");
        }
    }

    private static RawServer surplusAfterEachAnswer(String kind) throws Exception {
        return new RawServer(peer -> {
            for (String body = peer.body(); body != null; body = peer.body()) {
                peer.send(RawServer.answerTo(body) + surplus(kind));
            }
        });
    }

    private static String surplus(String kind) {
        return switch (kind) {
            case "whole response" -> POISON;
            case "half a response" -> POISON.substring(0, 14);
            case "not HTTP" -> "\0\1garbage";
            case "an empty line" -> "\r\n";
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
