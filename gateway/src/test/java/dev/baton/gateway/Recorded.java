package dev.baton.gateway;

import dev.baton.testkit.Framing;
import dev.baton.testkit.Point;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A server's answer as it comes when nothing goes wrong, up to its {@code [DONE]} or the last byte of a body in one piece.
 *
 * @param bytes a char for each byte
 */
record Recorded(String bytes) {

    /** At the first of each, and a little around it, something changes for whoever reads the bytes. */
    private static final List<String> BORDERS =
            List.of("HTTP/1.1 200", "\r\n\r\n", "data: ", "\"role\"", "\"content\":\"", "}\n", "\n\n", "🦀", "灯", "ë");

    private static final int AROUND = 4;

    /** The answer in the bytes that a point of this kind counts. */
    static Recorded of(Script script, Point point) {
        return point instanceof Point.BodyByte
                ? new Recorded(bodyOf(readStream(script.framing(Framing.CLOSE_DELIMITED))))
                : new Recorded(readStream(script));
    }

    /** The answer that is not streamed. */
    static Recorded whole(Script script) {
        return new Recorded(read(script, ChatCall.whole("model-b"), "}}"));
    }

    private static String readStream(Script script) {
        return read(script, ChatCall.streaming("model-b").withUsage(), "[DONE]");
    }

    private static String bodyOf(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    private static String read(Script script, ChatCall call, String end) {
        try (ScriptedProvider server = ScriptedProvider.start("b0").answers(script);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(call.bytes(server.port()));
            return readTo(end, socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String readTo(String end, InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] some = new byte[4096];
        while (!read.toString(StandardCharsets.ISO_8859_1).contains(end)) {
            read.write(some, 0, in.read(some));
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** Where it can be cut so that something is missing: at every so many bytes, and around the borders. */
    NavigableSet<Integer> cuts(int step) {
        int streamed = bytes.indexOf("[DONE]");
        int finished = streamed < 0 ? bytes.length() - 1 : bytes.indexOf("\"finish_reason\":\"stop\"");
        NavigableSet<Integer> cuts = new TreeSet<>(List.of(finished));
        for (int cut = 0; cut < finished; cut += step) {
            cuts.add(cut);
        }
        for (String border : BORDERS) {
            String sought = new String(border.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            int found = bytes.indexOf(sought);
            for (int cut = found - 1; found > 0 && cut <= found + sought.length() + AROUND; cut++) {
                cuts.add(cut);
            }
        }
        return cuts;
    }
}
