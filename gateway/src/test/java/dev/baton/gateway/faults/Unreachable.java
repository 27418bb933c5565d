package dev.baton.gateway.faults;

import dev.baton.gateway.upstream.Certificates;
import dev.baton.gateway.upstream.DeafServer;
import dev.baton.gateway.upstream.RawServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Servers to which no connection comes about. */
record Unreachable(DeafServer deaf, RawServer stranger, RawServer plain, RawServer resetting, RawServer mute)
        implements AutoCloseable {

    /** @param folder for certificates */
    static Unreachable start(Path folder) throws Exception {
        return new Unreachable(
                new DeafServer(),
                new RawServer(
                        new Certificates(folder)
                                .selfSigned("stranger", "san=ip:127.0.0.1")
                                .listen(),
                        RawServer.echo()),
                new RawServer(peer -> {
                    peer.read();
                    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
                }),
                new RawServer(peer -> {
                    peer.read();
                    peer.reset();
                }),
                new RawServer(RawServer.Peer::awaitEnd));
    }

    /** By the names that the matrix has for them. */
    Map<String, String> urls() {
        return Map.of(
                "deaf", text(deaf.http()),
                // RFC 6761: never resolved.
                "nameless", "http://server-b.invalid/v1",
                "stranger", text(stranger.https()),
                "plain", text(plain.https()),
                "resetting", text(resetting.https()),
                "mute", text(mute.https()));
    }

    private static String text(URI url) {
        return url.toString();
    }

    @Override
    public void close() throws Exception {
        deaf.close();
        stranger.close();
        plain.close();
        resetting.close();
        mute.close();
    }
}
