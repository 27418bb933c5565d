package dev.baton.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A caller that sees what is really on the wire. */
final class RawCaller implements AutoCloseable {

    enum Ending {
        FIN,
        RST,
        STILL_OPEN
    }

    /** @param text one character a byte */
    record Heard(String text, Ending ending) {
        String head() {
            return text.substring(0, text.indexOf("\r\n\r\n") + 4);
        }

        /** The body with its chunk frames taken off; what is not a whole chunk is left out. */
        String unchunked() {
            StringBuilder body = new StringBuilder();
            int at = head().length();
            while (true) {
                int line = text.indexOf("\r\n", at);
                if (line < 0) {
                    return body.toString();
                }
                int size = Integer.parseInt(text.substring(at, line), 16);
                if (size == 0 || text.length() < line + 2 + size) {
                    return body.toString();
                }
                body.append(text, line + 2, line + 2 + size);
                at = line + 2 + size + 2;
            }
        }
    }

    static final String STREAM =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Tell me a story\"}]}";
    static final String WHOLE = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Tell me a story\"}]}";

    private final Socket socket;

    RawCaller(ScriptedProvider provider) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), provider.port());
        socket.setSoTimeout(5_000);
    }

    /** Asks on a connection of its own and hears until the connection ends. */
    static Heard ask(ScriptedProvider provider, String body) throws IOException {
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(post(body, "Connection: close\r\n"));
            return caller.hear();
        }
    }

    static String post(String body, String headers) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: provider\r\n" + headers + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    static String post(String body) {
        return post(body, "");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Everything until the connection ends. */
    Heard hear() {
        return hear(5_000, "");
    }

    /** Everything until this has been heard, the connection ends, or so much time has passed in silence. */
    Heard hear(int silenceMillis, String until) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        Ending ending = Ending.STILL_OPEN;
        try {
            socket.setSoTimeout(silenceMillis);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[65_536];
            while (until.isEmpty() || !text(heard).contains(until)) {
                int count = in.read(buffer);
                if (count < 0) {
                    ending = Ending.FIN;
                    break;
                }
                heard.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException silence) {
            ending = Ending.STILL_OPEN;
        } catch (SocketException reset) {
            ending = Ending.RST;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Heard(text(heard), ending);
    }

    /** One read: what arrived together. */
    String hearOnce() throws IOException {
        byte[] buffer = new byte[65_536];
        int count = socket.getInputStream().read(buffer);
        return count < 0 ? "" : new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String text(ByteArrayOutputStream heard) {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }
}
