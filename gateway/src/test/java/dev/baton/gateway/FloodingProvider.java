package dev.baton.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider that streams as fast as its caller takes it, and counts what was taken. Its own socket buffer is small: what it
 * has sent is at the caller, or in the kernel on the way there.
 */
final class FloodingProvider implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SEND_BUFFER = 16 << 10;

    private final ServerSocket server;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private volatile int tokens = 1;
    private volatile int characters = 1;

    FloodingProvider() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /**
     * From now on answers have so many tokens of so many characters each, or no tokens: then they are not streamed. The
     * counters start anew.
     */
    void tells(int newTokens, int newCharacters) {
        tokens = newTokens;
        characters = newCharacters;
        sent.set(0);
        calls.set(0);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    int calls() {
        return calls.get();
    }

    /** Waits until nothing more has been taken for so long; returns how many bytes have been by then. */
    long awaitBlocked(Duration quiet) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long before = -1;
        long since = System.nanoTime();
        while (before <= 0 || System.nanoTime() - since < quiet.toNanos()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the flood was not held up: " + sent.get() + " bytes");
            }
            long now = sent.get();
            since = now == before ? since : System.nanoTime();
            before = now;
            LockSupport.parkNanos(1_000_000);
        }
        return before;
    }

    /** Waits until no call is running any more. */
    void awaitEnd() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (open.get() > 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(open.get() + " calls are still running");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket caller = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        open.incrementAndGet();
        try (caller) {
            caller.setSendBufferSize(SEND_BUFFER);
            readRequest(caller);
            calls.incrementAndGet();
            if (tokens == 0) {
                tellWhole(caller.getOutputStream());
            } else {
                tell(caller.getOutputStream());
            }
        } catch (IOException left) {
            // What was sent by then has been counted.
        } finally {
            open.decrementAndGet();
        }
    }

    private static void readRequest(Socket caller) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(caller.getInputStream(), ISO_8859_1));
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            length = line.startsWith("content-length: ") ? Integer.parseInt(line.substring(16)) : length;
        }
        in.skip(length);
    }

    private void tellWhole(OutputStream out) throws IOException {
        byte[] body =
                ("{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + "x".repeat(characters)
                                + "\"},\"finish_reason\":\"stop\"}]}")
                        .getBytes(ISO_8859_1);
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        out.write(body);
        sent.addAndGet(body.length);
    }

    private void tell(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(ISO_8859_1));
        byte[] token = chunk(event("{\"content\":\"" + "x".repeat(characters) + "\"}", "null"));
        for (int i = 0; i < tokens; i++) {
            // In pieces, so that what is counted has left, even of a token that is larger than all buffers.
            for (int at = 0; at < token.length; at += 8192) {
                int count = Math.min(8192, token.length - at);
                out.write(token, at, count);
                sent.addAndGet(count);
            }
        }
        out.write(chunk(event("{}", "\"stop\"") + "data: [DONE]\n\n"));
        out.write("0\r\n\r\n".getBytes(ISO_8859_1));
    }

    private static String event(String delta, String finish) {
        return "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    private static byte[] chunk(String body) {
        return (Integer.toHexString(body.length()) + "\r\n" + body + "\r\n").getBytes(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
