package dev.baton.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads requests off a connection, one after the other; pipelined ones wait in its buffer. */
final class RequestReader {

    private static final int MAX_LINE_BYTES = 256 * 1024;
    private static final int MAX_BODY_BYTES = 256 * 1024 * 1024;

    /** What came is not a request; nothing that follows can be trusted. */
    static final class MalformedRequest extends IOException {
        MalformedRequest(String message) {
            super(message);
        }
    }

    private final InputStream in;
    private final Runnable expected;

    /** @param expected called when the caller waits for a 100 before it sends its body */
    RequestReader(InputStream in, Runnable expected) {
        this.in = new BufferedInputStream(in, 16 * 1024);
        this.expected = expected;
    }

    /** The next request; empty when the caller closed the connection between two. */
    Optional<HttpRequest> read() throws IOException {
        String first = "";
        while (first.isEmpty()) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            first = line.get();
        }
        String[] words = first.split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            throw new MalformedRequest("request line: " + first + " (expected: METHOD target HTTP/1.x)");
        }
        Map<String, List<String>> headers = headers();
        return Optional.of(new HttpRequest(words[0], words[1], words[2], headers, body(headers)));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = someLine(); !line.isEmpty(); line = someLine()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new MalformedRequest("header: " + line + " (expected: name: value)");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.getOrDefault("expect", List.of()).contains("100-continue")) {
            expected.run();
        }
        List<String> coding = headers.getOrDefault("transfer-encoding", List.of());
        if (!coding.isEmpty()) {
            return chunkedBody();
        }
        String length = headers.getOrDefault("content-length", List.of("0")).getFirst();
        return bytes(number("content-length", length, 10));
    }

    private byte[] chunkedBody() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = someLine();
            int extension = line.indexOf(';');
            int size = number("chunk size", extension < 0 ? line : line.substring(0, extension), 16);
            if (size == 0) {
                break;
            }
            body.writeBytes(bytes(size));
            someLine();
            number("body", Integer.toString(body.size()), 10);
        }
        while (!someLine().isEmpty()) {
            // Trailers mean nothing here.
        }
        return body.toByteArray();
    }

    private static int number(String name, String text, int radix) throws MalformedRequest {
        try {
            int number = Integer.parseInt(text.strip(), radix);
            if (number >= 0 && number <= MAX_BODY_BYTES) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as a number out of range is.
        }
        throw new MalformedRequest(name + ": " + text + " (expected: 0 to " + MAX_BODY_BYTES + ")");
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the request's body ended after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    private String someLine() throws IOException {
        return line().orElseThrow(() -> new EOFException("the request ended in its head"));
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            if (line.size() == MAX_LINE_BYTES) {
                throw new MalformedRequest("line: more than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
