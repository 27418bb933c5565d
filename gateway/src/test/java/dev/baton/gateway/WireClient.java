package dev.baton.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A client on a plain socket: it sees what is on the wire, reads no more than it wants, and leaves in the way it likes. Reads
 * fail after ten seconds of silence.
 */
final class WireClient implements AutoCloseable {

    /** How a client goes away. */
    enum Leaving {
        FIN,
        RST,
        /** Closes its sending side only, as a client does that is done with asking. */
        HALF_CLOSE
    }

    /** The status line and the headers, by lower-case name. */
    record Head(int status, Map<String, String> headers) {}

    /** A whole response. */
    record Answer(Head head, byte[] bytes) {
        int status() {
            return head.status();
        }

        String header(String name) {
            return head.headers().get(name);
        }

        String body() {
            return new String(bytes, UTF_8);
        }
    }

    private static final int SILENCE_MILLIS = 10_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private Head head;
    private long left;
    private boolean ended;

    WireClient(TestGateway gateway) throws IOException {
        this(gateway, 0);
    }

    /** @param receiveBuffer bytes that the kernel takes for a client that does not read, about; 0 for as many as it likes */
    WireClient(TestGateway gateway, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(SILENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
        in = new BufferedInputStream(socket.getInputStream(), 4096);
    }

    /** Sends these bytes and nothing else. */
    WireClient send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    WireClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Asks for a chat completion; headers such as {@code "x-request-id: a"}. */
    WireClient post(String body, String... headers) throws IOException {
        return send(request(body, headers));
    }

    static String request(String body, String... headers) {
        List<String> lines = new ArrayList<>(List.of(
                "POST /v1/chat/completions HTTP/1.1",
                "Host: 127.0.0.1",
                "Content-Type: application/json",
                "Content-Length: " + body.getBytes(UTF_8).length));
        lines.addAll(List.of(headers));
        return String.join("\r\n", lines) + "\r\n\r\n" + body;
    }

    /** Reads so many bytes, whatever they are. */
    byte[] readRaw(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Everything that still comes, whatever it is, until the connection ends. */
    String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException reset) {
            // That is an end, too.
        }
        return all.toString(ISO_8859_1);
    }

    /** Reads the head of the next response. */
    Head head() throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        head = new Head(Integer.parseInt(status.split(" ")[1]), headers);
        left = isChunked() ? 0 : Long.parseLong(headers.getOrDefault("content-length", "0"));
        ended = !isChunked() && left == 0;
        return head;
    }

    /** The next response, whole. */
    Answer answer() throws IOException {
        Head read = head();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            body.write(buffer, 0, count);
        }
        return new Answer(read, body.toByteArray());
    }

    /** The next event of a stream without the blank line behind it; empty when the body has ended as it should. */
    Optional<String> event() throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        byte[] one = new byte[1];
        boolean lineEnded = false;
        while (read(one) >= 0) {
            if (one[0] == '\n' && lineEnded) {
                return Optional.of(event.toString(UTF_8).stripTrailing());
            }
            lineEnded = one[0] == '\n';
            event.write(one[0]);
        }
        return event.size() == 0 ? Optional.empty() : Optional.of(event.toString(UTF_8));
    }

    /** Reads so many events that bring text. */
    void readTokens(int count) throws IOException {
        for (int seen = 0; seen < count; ) {
            String event = event().orElseThrow(() -> new EOFException("the answer ended early"));
            seen += event.startsWith("data: ") && !ChatText.of(event).isEmpty() ? 1 : 0;
        }
    }

    /** All events that are left, until the body ends as it should. */
    List<String> events() throws IOException {
        List<String> events = new ArrayList<>();
        for (Optional<String> event = event(); event.isPresent(); event = event()) {
            events.add(event.get());
        }
        return events;
    }

    /** Bytes of the body, -1 at its end; throws when the connection ends before. */
    int read(byte[] buffer) throws IOException {
        if (left == 0 && !ended && isChunked()) {
            left = Long.parseLong(line(), 16);
            if (left == 0) {
                ended = true;
                line();
            }
        }
        if (ended) {
            return -1;
        }
        int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
            throw new EOFException("the body was cut off");
        }
        left -= count;
        if (left == 0) {
            if (isChunked()) {
                line();
            } else {
                ended = true;
            }
        }
        return count;
    }

    /** Whether the other side closes or resets the connection next; waits for it. */
    boolean isClosedByPeer() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return !(reset instanceof java.net.SocketTimeoutException);
        }
    }

    void leave(Leaving how) throws IOException {
        switch (how) {
            case FIN -> socket.close();
            case RST -> {
                socket.setSoLinger(true, 0);
                socket.close();
            }
            case HALF_CLOSE -> socket.shutdownOutput();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean isChunked() {
        return "chunked".equals(head.headers().get("transfer-encoding"));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended after [" + line.toString(ISO_8859_1) + "]");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
