package dev.baton.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * A provider that does to each request what its {@link Canary} says. What it sends besides an answer is the answer to the request
 * before, whose ever that was.
 */
final class HostileProvider implements AutoCloseable {

    private final ServerSocket listener;
    private final UnaryOperator<Hostility> habit;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Canary> before = new AtomicReference<>(new Canary("nobody", 1, Hostility.NONE));
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<Canary, CountDownLatch> awaitedEnds = new ConcurrentHashMap<>();

    private HostileProvider(UnaryOperator<Hostility> habit) {
        this.habit = habit;
        try {
            listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
        Thread.ofVirtual().start(this::accept);
    }

    static HostileProvider start() {
        return new HostileProvider(hostility -> hostility);
    }

    /** One that gives the answer and nothing else, whatever the canary says. */
    static HostileProvider startHonest() {
        return new HostileProvider(hostility -> Hostility.NONE);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/v1";
    }

    int requests() {
        return requests.get();
    }

    int connections() {
        return connections.get();
    }

    /** The end of the connection that brings the answer to this request, to be asked for before the request is made. */
    CountDownLatch endOfConnection(Canary canary) {
        return awaitedEnds.computeIfAbsent(canary, key -> new CountDownLatch(1));
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void serve(Socket socket) {
        Canary last = null;
        try (socket) {
            socket.setTcpNoDelay(true);
            // The connection is forgotten at once by both sides, and its port is free for others.
            socket.setSoLinger(true, 0);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String body = body(in); body != null; body = body(in)) {
                last = Canary.in(body);
                requests.incrementAndGet();
                Canary other = before.getAndSet(last);
                habit.apply(last.hostility()).answer(socket, last.answer(), other.answer());
            }
        } catch (IOException gone) {
            // A caller who resets the connection has had enough.
        } finally {
            open.remove(socket);
            CountDownLatch awaited = last == null ? null : awaitedEnds.remove(last);
            if (awaited != null) {
                awaited.countDown();
            }
        }
    }

    /** The body of the next request; null at the end of the connection. */
    private static String body(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        String length = head.toString().toLowerCase(Locale.ROOT).split("content-length: *")[1];
        return new String(in.readNBytes(Integer.parseInt(length.substring(0, length.indexOf('\r')))), ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
