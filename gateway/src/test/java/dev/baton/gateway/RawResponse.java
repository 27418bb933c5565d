package dev.baton.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An HTTP/1.1 response as it comes off a socket. Written out rather than left to an HTTP client, which would not say how a
 * body ended and when each piece of it came.
 *
 * @param headers by lower-case name
 */
record RawResponse(int status, Map<String, String> headers) {

    static RawResponse readHead(InputStream in) throws IOException {
        String statusLine = line(in);
        Map<String, String> headers = new HashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.merge(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        return new RawResponse(Integer.parseInt(statusLine.split(" ")[1]), Map.copyOf(headers));
    }

    /**
     * Reads the body to its end.
     *
     * @param out takes its pieces as they come
     * @throws IOException when the connection ends before the body does
     */
    void readBody(InputStream in, Consumer<byte[]> out) throws IOException {
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            readChunks(in, out);
        } else {
            out.accept(exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0"))));
        }
    }

    private static void readChunks(InputStream in, Consumer<byte[]> out) throws IOException {
        int size;
        do {
            size = Integer.parseInt(line(in), 16);
            out.accept(exactly(in, size));
            line(in);
        } while (size > 0);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("cut within the body");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("cut after '" + line + "'");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
