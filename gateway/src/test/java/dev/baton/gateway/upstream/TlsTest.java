package dev.baton.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.upstream.CallFailed;
import dev.baton.upstream.CallFailed.Stage;
import dev.baton.upstream.UpstreamResponse;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;

class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static KeyStore rightHost;
    private static KeyStore otherHost;

    @BeforeAll
    static void makeCertificates() throws Exception {
        rightHost = selfSigned("right", "san=ip:127.0.0.1");
        otherHost = selfSigned("other", "san=dns:other.example");
    }

    @Test
    void speaksToAServerWhoseCertificateIsTrusted() throws Exception {
        try (Caller caller = Caller.trusting(trusting(rightHost));
                RawServer server = new RawServer(listening(rightHost), RawServer.echo())) {
            for (int i = 0; i < 3; i++) {
                UpstreamResponse response = caller.upstream
                        .exchange(Caller.request(Caller.provider(https(server)), "{}"))
                        .block(Caller.PATIENCE);

                assertThat(Caller.text(response).block(Caller.PATIENCE)).isEqualTo("answer to [{}]");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void neverReusesAConnectionThatShowedMoreThanTheAnswer() throws Exception {
        try (Caller caller = Caller.trusting(trusting(rightHost));
                RawServer server = new RawServer(listening(rightHost), peer -> {
                    for (String body = peer.body(); body != null; body = peer.body()) {
                        peer.send(RawServer.answerTo(body) + RawServer.ok("POISON"));
                    }
                })) {
            for (int i = 1; i <= 10; i++) {
                String answer = caller.upstream
                        .exchange(Caller.request(Caller.provider(https(server)), "caller " + i))
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
                RawServer server = new RawServer(listening(rightHost), RawServer.echo())) {
            assertFailsToConnect(caller, https(server));
        }
    }

    @Test
    void failsToConnectWhenTheCertificateIsForAnotherHost() throws Exception {
        try (Caller caller = Caller.trusting(trusting(otherHost));
                RawServer server = new RawServer(listening(otherHost), RawServer.echo())) {
            assertFailsToConnect(caller, https(server));
        }
    }

    @Test
    void failsToConnectWhenTheServerDoesNotSpeakTls() throws Exception {
        try (Caller caller = Caller.onOneLoop();
                RawServer server = new RawServer(peer -> peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertFailsToConnect(caller, https(server));
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
                    Caller.request(Caller.provider(https(silent)), "{}", Duration.ofMillis(200)));

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
                    .exchange(Caller.request(Caller.provider(https(silent)), "{}"))
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

    private static URI https(RawServer server) {
        return URI.create("https://127.0.0.1:" + server.port());
    }

    private static ServerSocket listening(KeyStore identity) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static SslContext trusting(KeyStore identity) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", identity.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return SslContextBuilder.forClient().trustManager(trust).build();
    }

    private static KeyStore selfSigned(String name, String alternativeName) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        alternativeName,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), name + ".log"))
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
