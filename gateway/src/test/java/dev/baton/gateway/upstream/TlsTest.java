package dev.baton.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.upstream.CallFailed;
import dev.baton.upstream.CallFailed.Stage;
import dev.baton.upstream.UpstreamResponse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;

class TlsTest {

    @TempDir
    private static Path folder;

    private static Certificate rightHost;
    private static Certificate otherHost;

    @BeforeAll
    static void makeCertificates() throws Exception {
        Certificates certificates = new Certificates(folder);
        rightHost = certificates.selfSigned("right", "san=ip:127.0.0.1");
        otherHost = certificates.selfSigned("other", "san=dns:other.example");
    }

    @Test
    void speaksToAServerWhoseCertificateIsTrusted() throws Exception {
        try (Caller caller = Caller.trusting(rightHost.trusted());
                RawServer server = new RawServer(rightHost.listen(), RawServer.echo())) {
            for (int i = 0; i < 3; i++) {
                UpstreamResponse response = caller.upstream
                        .exchange(Caller.request(Caller.provider(server.https()), "{}"))
                        .block(Caller.PATIENCE);

                assertThat(Caller.text(response).block(Caller.PATIENCE)).isEqualTo("answer to [{}]");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void neverReusesAConnectionThatShowedMoreThanTheAnswer() throws Exception {
        try (Caller caller = Caller.trusting(rightHost.trusted());
                RawServer server = new RawServer(rightHost.listen(), peer -> {
                    for (String body = peer.body(); body != null; body = peer.body()) {
                        peer.send(RawServer.answerTo(body) + RawServer.ok("POISON"));
                    }
                })) {
            for (int i = 1; i <= 10; i++) {
                String answer = caller.upstream
                        .exchange(Caller.request(Caller.provider(server.https()), "caller " + i))
                        .flatMap(Caller::text)
                        .block(Caller.PATIENCE);

                assertThat(answer).isEqualTo("answer to [caller " + i + "]");
                assertThat(server.connections()).isEqualTo(i);
            }
        }
    }

    @Test
    void failsToConnectWhenTheCertificateIsNotTrusted() throws Exception {
        try (Caller caller = Caller.onOneLoop();
                RawServer server = new RawServer(rightHost.listen(), RawServer.echo())) {
            assertFailsToConnect(caller, server.https());
        }
    }

    @Test
    void failsToConnectWhenTheCertificateIsForAnotherHost() throws Exception {
        try (Caller caller = Caller.trusting(otherHost.trusted());
                RawServer server = new RawServer(otherHost.listen(), RawServer.echo())) {
            assertFailsToConnect(caller, server.https());
        }
    }

    @Test
    void failsToConnectWhenTheCertificateHasExpired() throws Exception {
        Certificates certificates = new Certificates(folder);
        Certificate authority = certificates.selfSigned("authority", "bc=ca:true");
        Certificate valid = certificates.signedBy(authority, "valid", "-startdate", "-1d", "-validity", "2");
        Certificate expired = certificates.signedBy(authority, "expired", "-startdate", "-3d", "-validity", "2");
        try (Caller caller = Caller.trusting(authority.trusted());
                RawServer good = new RawServer(valid.listen(), RawServer.echo());
                RawServer late = new RawServer(expired.listen(), RawServer.echo())) {
            var answered = caller.upstream.exchange(Caller.request(Caller.provider(good.https()), "{}"));

            assertThat(answered.flatMap(Caller::text).block(Caller.PATIENCE)).isEqualTo("answer to [{}]");
            assertFailsToConnect(caller, late.https());
        }
    }

    /** Nothing of the request is sent in the clear: the first byte is that of a TLS record. */
    @Test
    void failsToConnectWhenTheServerDoesNotSpeakTls() throws Exception {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        try (Caller caller = Caller.onOneLoop();
                RawServer server = new RawServer(peer -> {
                    first.complete(peer.read());
                    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
                })) {
            assertFailsToConnect(caller, server.https());
            assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(22);
        }
    }

    @Test
    void givesUpAHandshakeThatTakesTooLong() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (Caller caller = Caller.onOneLoop();
                RawServer silent = new RawServer(peer -> {
                    peer.awaitEnd();
                    ended.complete(null);
                })) {
            var call = caller.upstream.exchange(
                    Caller.request(Caller.provider(silent.https()), "{}", Duration.ofMillis(200)));

            CallFailed failed = Caller.failure(call);

            assertThat(failed.stage()).isEqualTo(Stage.CONNECT);
            assertThat(failed).hasMessageEndingWith("not connected, out of time");
            ended.get(1, TimeUnit.SECONDS);
        }
    }

    @Test
    void endsAHandshakeWhenTheCallerLeaves() throws Exception {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (Caller caller = Caller.onOneLoop();
                RawServer silent = new RawServer(peer -> {
                    accepted.complete(null);
                    peer.awaitEnd();
                    ended.complete(null);
                })) {
            Disposable call = caller.upstream
                    .exchange(Caller.request(Caller.provider(silent.https()), "{}"))
                    .subscribe();
            accepted.get(5, TimeUnit.SECONDS);

            call.dispose();

            ended.get(1, TimeUnit.SECONDS);
        }
    }

    private static void assertFailsToConnect(Caller caller, URI url) {
        CallFailed failed = Caller.failure(caller.upstream.exchange(Caller.request(Caller.provider(url), "{}")));

        assertThat(failed.stage()).isEqualTo(Stage.CONNECT);
        assertThat(failed).hasMessageEndingWith("not connected, TLS failed");
    }
}
