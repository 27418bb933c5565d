package dev.baton.gateway.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that plays a script of bytes on each connection, on a free port of the loopback address. */
public final class RawServer implements AutoCloseable {

    /** What happens on one connection; its end closes the connection. */
    public interface Script {
        void play(Peer peer) throws Exception;
    }

    private final ServerSocket socket;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    public RawServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    public RawServer(ServerSocket socket, Script script) {
        this.socket = socket;
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers each request with {@code 200} and {@code answer to [its body]}, on one connection for as long as it lasts. */
    public static Script echo() {
        return peer -> {
            for (String body = peer.body(); body != null; body = peer.body()) {
                peer.send(answerTo(body));
            }
        };
    }

    static String answerTo(String body) {
        return ok("answer to [" + body + "]");
    }

    static String ok(String content) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + content.length() + "\r\n\r\n" + content;
    }

    int connections() {
        return connections.get();
    }

    public URI http() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
    }

    public URI https() {
        return URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/v1");
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                open.add(connection);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> play(connection));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void play(Socket connection) {
        try (connection) {
            script.play(new Peer(connection));
        } catch (Exception gone) {
            // A client that leaves ends the script; what it saw is for the test to judge.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's end of one connection. */
    public static final class Peer {

        private static final Pattern LENGTH = Pattern.compile("content-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

        private final Socket socket;
        private final InputStream in;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
        }

        /** The head and body of the next request; null when the client has closed the connection. */
        String request() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.append((char) next);
            }
            Matcher length = LENGTH.matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            return head + new String(body, StandardCharsets.UTF_8);
        }

        /** The next byte; -1 when the client has closed the connection. */
        public int read() throws IOException {
            return in.read();
        }

        String body() throws IOException {
            String request = request();
            return request == null ? null : request.substring(request.indexOf("\r\n\r\n") + 4);
        }

        public void send(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Waits for FIN or RST. */
        public void awaitEnd() {
            try {
                while (in.read() >= 0) {
                    // What is still sent does not matter.
                }
            } catch (IOException reset) {
                // That is an end, too.
            }
        }

        /** Sends FIN. */
        void finish() throws IOException {
            socket.shutdownOutput();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
