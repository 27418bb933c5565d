package dev.baton.bench.scenario;

import dev.baton.bench.load.Address;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One stream on a connection of its own, which its caller may leave at any moment. */
final class StreamCall implements AutoCloseable {

    /** What the next line of interest is. */
    enum Line {
        TOKEN,
        DONE,
        ERROR,
        OTHER
    }

    private static final int LIMIT_MILLIS = 30_000;
    private static final Pattern TOKEN = Pattern.compile("\"content\":\" tok(\\d+)\"");

    private final Socket socket;
    private final BufferedReader lines;
    private final long sentAt;
    private int tokens;

    private StreamCall(Socket socket, byte[] request) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LIMIT_MILLIS);
        this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        this.sentAt = System.nanoTime();
        socket.getOutputStream().write(request);
    }

    /** Connects and sends the request. */
    static StreamCall begin(Address address) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.port());
        try {
            return new StreamCall(socket, request(address));
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private static byte[] request(Address address) {
        String body = "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}"
                .formatted(address.model());
        return ("POST " + Address.PATH + " HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
                        + "connection: close\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** When the request was sent, by {@link System#nanoTime()}. */
    long sentAt() {
        return sentAt;
    }

    /**
     * Reads the next line.
     *
     * @throws IOException when the stream has ended, or brings a token out of its order
     */
    Line next() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new EOFException("the stream ended behind " + tokens + " tokens");
        }
        Matcher token = TOKEN.matcher(line);
        if (token.find()) {
            tokens++;
            if (!token.group(1).equals(Integer.toString(tokens))) {
                throw new IOException("token " + token.group(1) + " where " + tokens + " should be");
            }
            return Line.TOKEN;
        }
        return line.equals("data: [DONE]") ? Line.DONE : line.startsWith("event: error") ? Line.ERROR : Line.OTHER;
    }

    /** Reads until so many tokens have come; returns when the last one did, by {@link System#nanoTime()}. */
    long awaitTokens(int count) throws IOException {
        while (tokens < count) {
            Line line = next();
            if (line == Line.DONE || line == Line.ERROR) {
                throw new IOException("the stream ended behind " + tokens + " of " + count + " tokens: " + line);
            }
        }
        return System.nanoTime();
    }

    /** Leaves; returns when, by {@link System#nanoTime()}. */
    long leave() throws IOException {
        long now = System.nanoTime();
        socket.close();
        return now;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
