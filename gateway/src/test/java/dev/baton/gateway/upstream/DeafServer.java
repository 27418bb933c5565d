package dev.baton.gateway.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A server that lets calls wait before its door: its backlog is full, so the kernel drops every further SYN. */
public final class DeafServer implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 100;

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> waiting = new ArrayList<>();

    public DeafServer() throws IOException {
        while (takesAnother()) {
            if (waiting.size() > 64) {
                throw new IllegalStateException("the backlog takes everybody");
            }
        }
    }

    private boolean takesAnother() throws IOException {
        Socket next = new Socket();
        try {
            next.connect(new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()), TIMEOUT_MILLIS);
            waiting.add(next);
            return true;
        } catch (SocketTimeoutException full) {
            next.close();
            return false;
        }
    }

    public URI http() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
    }

    @Override
    public void close() throws IOException {
        for (Socket each : waiting) {
            each.close();
        }
        socket.close();
    }
}
