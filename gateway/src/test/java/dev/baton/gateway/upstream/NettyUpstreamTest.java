package dev.baton.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.route.ConnectionReuse;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.CallFailed.Stage;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

class NettyUpstreamTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private Caller caller;

    @BeforeEach
    void open() {
        caller = Caller.onOneLoop();
    }

    @AfterEach
    void close() {
        caller.close();
    }

    @Test
    void sendsTheRequestWithTheKeyOfItsProviderAndNothingOfTheClient() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> {
            seen.complete(peer.request());
            peer.send(RawServer.ok("fine"));
        })) {
            var provider = Caller.provider(server.http(), "sk-provider", ConnectionReuse.POOLED);
            var headers = Map.of(
                    "content-type",
                    "application/json",
                    "Authorization",
                    "Bearer sk-client",
                    "Cookie",
                    "a=b",
                    "Accept-Encoding",
                    "gzip",
                    "Transfer-Encoding",
                    "chunked",
                    "Host",
                    "elsewhere");

            caller.upstream
                    .exchange(new UpstreamRequest(
                            provider, "/chat/completions", headers, "{}".getBytes(), Duration.ofSeconds(2)))
                    .flatMap(Caller::text)
                    .block(Caller.PATIENCE);

            assertThat(seen.get())
                    .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nhost: 127.0.0.1:" + server.port() + "\r\n")
                    .containsIgnoringCase("\r\nauthorization: Bearer sk-provider\r\n")
                    .containsIgnoringCase("\r\naccept-encoding: identity\r\n")
                    .containsIgnoringCase("\r\ncontent-length: 2\r\n")
                    .containsIgnoringCase("\r\ncontent-type: application/json\r\n")
                    .endsWith("\r\n\r\n{}")
                    .doesNotContainIgnoringCase("sk-client")
                    .doesNotContainIgnoringCase("cookie")
                    .doesNotContainIgnoringCase("gzip")
                    .doesNotContainIgnoringCase("elsewhere")
                    .doesNotContainIgnoringCase("transfer-encoding");
        }
    }

    @Test
    void sendsAGetWithoutABody() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> {
            seen.complete(peer.request());
            peer.send(RawServer.ok("fine"));
        })) {
            var provider = Caller.provider(server.http(), "sk-provider", ConnectionReuse.NONE);

            caller.upstream
                    .exchange(UpstreamRequest.get(provider, "/models", Duration.ofSeconds(2)))
                    .flatMap(Caller::text)
                    .block(Caller.PATIENCE);

            assertThat(seen.get())
                    .startsWith("GET /v1/models HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nauthorization: Bearer sk-provider\r\n")
                    .doesNotContainIgnoringCase("content-length")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void sendsNoCredentialWhenItsProviderWantsNone() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> {
            seen.complete(peer.request());
            peer.send(RawServer.ok("fine"));
        })) {
            caller.ask(server, "{}").block(Caller.PATIENCE);

            assertThat(seen.get()).doesNotContainIgnoringCase("authorization");
        }
    }

    @Test
    void givesStatusAndHeadersByLowerCaseNameWithTheFirstOfRepeatedValues() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.body();
            peer.send(
                    "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nX-Id: a\r\nx-id: b\r\nContent-Length: 0\r\n\r\n");
        })) {
            UpstreamResponse response = caller.call(server, "{}").block(Caller.PATIENCE);

            assertThat(response.status()).isEqualTo(429);
            assertThat(response.headers()).containsEntry("retry-after", "7").containsEntry("x-id", "a");
            assertThat(Caller.text(response).block(Caller.PATIENCE)).isEmpty();
        }
    }

    @Test
    void deliversEachPieceOfTheBodyWhenItComes() throws Exception {
        CompletableFuture<Void> firstIsThere = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> {
            peer.body();
            peer.send(CHUNKED + "5\r\nfirst\r\n");
            firstIsThere.get(5, TimeUnit.SECONDS);
            peer.send("6\r\nsecond\r\n0\r\n\r\n");
            peer.awaitEnd();
        })) {
            List<String> pieces = caller.call(server, "{}")
                    .flatMapMany(UpstreamResponse::body)
                    .map(String::new)
                    .doOnNext(piece -> firstIsThere.complete(null))
                    .collectList()
                    .block(Caller.PATIENCE);

            assertThat(pieces).containsExactly("first", "second");
        }
    }

    @Test
    void reusesAConnection() throws Exception {
        try (RawServer server = new RawServer(RawServer.echo())) {
            for (int i = 0; i < 10; i++) {
                assertThat(caller.ask(server, "call " + i).block(Caller.PATIENCE))
                        .isEqualTo("answer to [call " + i + "]");
            }

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void makesOneCallForEachSubscription() throws Exception {
        try (RawServer server = new RawServer(RawServer.echo())) {
            var call = caller.ask(server, "again");

            assertThat(server.connections()).isZero();
            assertThat(call.repeat(1).collectList().block(Caller.PATIENCE))
                    .containsExactly("answer to [again]", "answer to [again]");
        }
    }

    @Test
    void doesNotRetryACallWhoseConnectionBroke() throws Exception {
        AtomicLong requests = new AtomicLong();
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            requests.incrementAndGet();
            peer.reset();
        })) {
            CallFailed failed = Caller.failure(caller.ask(server, "{}"));

            assertThat(failed.stage()).isEqualTo(Stage.BEFORE_HEADERS);
            assertThat(requests).hasValue(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void returnsARedirectAndDoesNotFollowIt() throws Exception {
        try (RawServer elsewhere = new RawServer(RawServer.echo());
                RawServer server = new RawServer(peer -> {
                    peer.body();
                    peer.send("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.http() + "\r\nContent-Length: 0\r\n\r\n");
                })) {
            var provider = Caller.provider(server.http(), "sk-provider", ConnectionReuse.POOLED);

            UpstreamResponse response =
                    caller.upstream.exchange(Caller.request(provider, "{}")).block(Caller.PATIENCE);

            assertThat(response.status()).isEqualTo(302);
            assertThat(Caller.text(response).block(Caller.PATIENCE)).isEmpty();
            assertThat(elsewhere.connections()).isZero();
        }
    }

    // Failures, by how far the call came.

    @Test
    void failsToConnectWhenRefused() throws Exception {
        ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        closed.close();
        var provider = Caller.provider(URI.create("http://127.0.0.1:" + closed.getLocalPort()));

        CallFailed failed = Caller.failure(caller.upstream.exchange(Caller.request(provider, "{}")));

        assertThat(failed.stage()).isEqualTo(Stage.CONNECT);
        assertThat(failed).hasMessage("127.0.0.1:" + closed.getLocalPort() + ": not connected, refused");
    }

    @Test
    void failsToConnectWhenTheNameIsUnknown() {
        var provider = Caller.provider(URI.create("http://server-b.invalid/v1"));

        CallFailed failed = Caller.failure(caller.upstream.exchange(Caller.request(provider, "{}")));

        assertThat(failed.stage()).isEqualTo(Stage.CONNECT);
        assertThat(failed).hasMessageStartingWith("server-b.invalid: not connected, ");
    }

    @Test
    void failsToConnectWhenNobodyAcceptsInTime() throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            CallFailed failed = Caller.failure(caller.upstream.exchange(
                    Caller.request(Caller.provider(deaf.http()), "{}", Duration.ofMillis(200))));

            assertThat(failed.stage()).isEqualTo(Stage.CONNECT);
            assertThat(failed).hasMessageEndingWith("not connected, out of time");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 O",
                "HTTP/1.1 200 OK\r\nContent-Type: text/",
                "HTTP/1.1 103 Early Hints\r\n\r\n"
            })
    void failsBeforeHeadersWhenClosed(String begun) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.body();
            peer.send(begun);
        })) {
            assertThat(Caller.failure(caller.ask(server, "{}")).stage()).isEqualTo(Stage.BEFORE_HEADERS);
        }
    }

    @Test
    void failsInTheBodyWhenClosed() throws Exception {
        for (String begun : List.of(
                CHUNKED,
                CHUNKED + "5\r\nhel",
                CHUNKED + "5\r\nhello\r\n",
                CHUNKED + "5\r\nhello\r\n0\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")) {
            try (RawServer server = new RawServer(peer -> {
                peer.body();
                peer.send(begun);
            })) {
                CallFailed failed = Caller.failure(caller.ask(server, "{}"));

                assertThat(failed.stage()).as(begun).isEqualTo(Stage.BODY);
                assertThat(failed).hasMessageEndingWith("connection closed in the middle of the response");
            }
        }
    }

    @Test
    void failsInTheBodyWhenReset() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> {
            peer.body();
            peer.send(CHUNKED + "5\r\nhello\r\n");
            begun.get(5, TimeUnit.SECONDS);
            peer.reset();
        })) {
            CallFailed failed = Caller.failure(caller.call(server, "{}")
                    .flatMapMany(UpstreamResponse::body)
                    .doOnNext(b -> begun.complete(null))
                    .then());

            assertThat(failed.stage()).isEqualTo(Stage.BODY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello", "HTTP/1.0 200 OK\r\n\r\nhello"})
    void endsNormallyWithTheConnectionWhenNoLengthWasSaid(String answer) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.body();
            peer.send(answer);
        })) {
            assertThat(caller.ask(server, "{}").block(Caller.PATIENCE)).isEqualTo("hello");
        }
    }

    @Test
    void takesHeadersUpToItsLimitAndRefusesMore() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            for (String size = peer.body(); size != null; size = peer.body()) {
                String big = "x".repeat(Integer.parseInt(size));
                peer.send("HTTP/1.1 200 OK\r\nX-Big: " + big + "\r\nContent-Length: 0\r\n\r\n");
            }
        })) {
            assertThat(caller.ask(server, "30000").block(Caller.PATIENCE)).isEmpty();
            CallFailed failed = Caller.failure(caller.ask(server, "33000"));

            assertThat(failed.stage()).isEqualTo(Stage.PROTOCOL);
            assertThat(failed).hasMessageEndingWith("status line or headers too large");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", CHUNKED + "zz\r\nhello\r\n"})
    void saysSoWhenItIsNotHttp(String nonsense) throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> {
            peer.body();
            peer.send(nonsense);
            peer.awaitEnd();
            closed.complete(null);
        })) {
            assertThat(Caller.failure(caller.ask(server, "{}")).stage()).isEqualTo(Stage.PROTOCOL);
            closed.get(5, TimeUnit.SECONDS);
        }
    }

    // Leaving, and reading slowly.

    @ParameterizedTest
    @ValueSource(strings = {"", CHUNKED, CHUNKED + "5\r\nhello\r\n"})
    void closesTheConnectionAtOnceWhenTheCallerLeaves(String begun) throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            CompletableFuture<Void> asked = new CompletableFuture<>();
            CompletableFuture<Void> answering = new CompletableFuture<>();
            CompletableFuture<Long> ended = new CompletableFuture<>();
            try (RawServer server = new RawServer(peer -> {
                peer.body();
                peer.send(begun);
                asked.complete(null);
                peer.awaitEnd();
                ended.complete(System.nanoTime());
            })) {
                var call = caller.call(server, "{}")
                        .doOnNext(response -> answering.complete(null))
                        .flatMapMany(UpstreamResponse::body)
                        .subscribe();
                (begun.isEmpty() ? asked : answering).get(5, TimeUnit.SECONDS);
                long left = System.nanoTime();
                call.dispose();
                millis.add(TimeUnit.NANOSECONDS.toMillis(ended.get(5, TimeUnit.SECONDS) - left));
            }
        }
        assertThat(millis.stream().sorted().toList().get(millis.size() / 2))
                .as("median of %s", millis)
                .isLessThan(50);
    }

    @Test
    void closesTheConnectionWhenTheBodyIsNotWanted() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> {
            peer.body();
            peer.send("HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.awaitEnd();
            ended.complete(null);
        })) {
            UpstreamResponse response = caller.call(server, "{}").block(Caller.PATIENCE);

            response.body().subscribe().dispose();

            ended.get(5, TimeUnit.SECONDS);
        }
    }

    /**
     * The loop learns of both together: of an answer, whose reader leaves another call and makes a new one, and of the end of
     * the call that is left. The new socket has the descriptor of the one left.
     */
    @Test
    void opensAConnectionThatTheEndOfAnotherOneDoesNotReach() throws Exception {
        CompletableFuture<RawServer.Peer> first = new CompletableFuture<>();
        CompletableFuture<RawServer.Peer> left = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> {
            String body = peer.body();
            switch (body) {
                case "first" -> first.complete(peer);
                case "left" -> left.complete(peer);
                default -> peer.send(RawServer.answerTo(body));
            }
            peer.awaitEnd();
        })) {
            CompletableFuture<?> leaving = caller.ask(server, "left").toFuture();
            CompletableFuture<String> next = caller.call(server, "first")
                    .flatMap(answer -> {
                        leaving.cancel(false);
                        return caller.ask(server, "next");
                    })
                    .toFuture();
            RawServer.Peer answering = first.get(5, TimeUnit.SECONDS);
            RawServer.Peer ending = left.get(5, TimeUnit.SECONDS);

            CountDownLatch bothAreThere = new CountDownLatch(1);
            caller.loops.onClient(true).next().execute(() -> awaitSoon(bothAreThere));
            answering.send(RawServer.ok("go"));
            ending.finish();
            bothAreThere.countDown();

            assertThat(next.get(5, TimeUnit.SECONDS)).isEqualTo("answer to [next]");
        }
    }

    private static void awaitSoon(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void neverEndsABodyNormallyWhenItsCallWasCancelled() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.body();
            peer.send(CHUNKED + "5\r\nhello\r\n");
            peer.awaitEnd();
        })) {
            // Takes the response and cancels the call that it came from.
            var response = Flux.from(caller.call(server, "{}")).next();

            CallFailed failed = Caller.failure(response.flatMap(Caller::text));

            assertThat(failed.stage()).isEqualTo(Stage.BODY);
        }
    }

    /** What was read and the end of the connection wait together; the reader takes the one and leaves. */
    @Test
    void tellsNothingMoreToAReaderThatLeavesWithinAPiece() throws Exception {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try (RawServer other = new RawServer(RawServer.echo());
                RawServer server = new RawServer(peer -> {
                    peer.body();
                    peer.send(CHUNKED + "5\r\nhello\r\n");
                })) {
            for (int i = 0; i < 20; i++) {
                UpstreamResponse response = caller.call(server, "{}").block(Caller.PATIENCE);
                // The loop has seen more than one turn by then, and so the end of the connection.
                for (int turn = 0; turn < 5; turn++) {
                    caller.ask(other, "{}").block(Caller.PATIENCE);
                }

                response.body().take(1).blockLast(Caller.PATIENCE);
            }
            assertThat(dropped).isEmpty();
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    void stopsReadingWhenTheCallerDoes() throws Exception {
        int whole = 64 << 20;
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> sentAll = new CompletableFuture<>();
        CompletableFuture<Void> gotAll = new CompletableFuture<>();
        CompletableFuture<Void> gotOne = new CompletableFuture<>();
        try (RawServer server = new RawServer(peer -> {
            peer.body();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + whole + "\r\n\r\n");
            byte[] piece = new byte[64 << 10];
            while (sent.get() < whole) {
                peer.send(piece);
                sent.addAndGet(piece.length);
            }
            sentAll.complete(null);
        })) {
            BaseSubscriber<byte[]> slow = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    subscription.request(1);
                }

                @Override
                protected void hookOnNext(byte[] bytes) {
                    gotOne.complete(null);
                }

                @Override
                protected void hookOnComplete() {
                    gotAll.complete(null);
                }
            };
            caller.call(server, "{}").flatMapMany(UpstreamResponse::body).subscribe(slow);
            gotOne.get(5, TimeUnit.SECONDS);

            assertThatThrownBy(() -> sentAll.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(sent.get()).isLessThan(whole / 2);

            slow.requestUnbounded();
            gotAll.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void keepsARelayOnItsLoop() throws Exception {
        try (Caller two = Caller.onLoops(2);
                RawServer server = new RawServer(RawServer.echo())) {
            var relay = HttpServer.create()
                    .port(0)
                    .runOn(two.loops)
                    .handle((request, response) -> {
                        String loop = Thread.currentThread().getName();
                        return response.sendString(two.call(server, "{}")
                                .doOnNext(answer -> assertThat(
                                                Thread.currentThread().getName())
                                        .isEqualTo(loop))
                                .flatMap(Caller::text)
                                .map(answer ->
                                        loop + " " + Thread.currentThread().getName() + "\n"));
                    })
                    .bindNow();
            try {
                String hops = Flux.range(0, 64)
                        .flatMap(
                                i -> HttpClient.newConnection()
                                        .get()
                                        .uri("http://127.0.0.1:" + relay.port())
                                        .responseSingle((response, body) -> body.asString()),
                                8)
                        .collectList()
                        .map(lines -> String.join("", lines))
                        .block(Caller.PATIENCE);

                List<String[]> pairs = hops.lines().map(line -> line.split(" ")).toList();
                assertThat(pairs)
                        .hasSize(64)
                        .allSatisfy(pair -> assertThat(pair[0]).isEqualTo(pair[1]));
                assertThat(pairs.stream().map(pair -> pair[0]).distinct()).hasSize(2);
                assertThat(server.connections()).isBetween(2, 16);
            } finally {
                relay.disposeNow();
            }
        }
    }
}
