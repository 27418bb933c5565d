package dev.baton.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a client gets back, recorded while it comes. Safe for use by several threads. */
public final class StreamedAnswer {

    /** How the body ended. */
    public enum End {
        /** With its last chunk, or with the last byte that was promised. */
        CLEAN,
        /** With the connection, before that. */
        CUT
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final String requestId;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<StreamEvent> events = new ArrayList<>();
    private int parsed;
    private int status;
    private Map<String, String> headers = Map.of();
    private End end;
    private AssertionError malformed;

    private StreamedAnswer(Socket socket, String requestId) {
        this.socket = socket;
        this.requestId = requestId;
    }

    /** Sends a request and reads in the background what comes back. */
    static StreamedAnswer read(int port, ChatCall call) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            StreamedAnswer answer = new StreamedAnswer(socket, call.headers().get("x-request-id"));
            socket.getOutputStream().write(call.bytes(port));
            Thread.ofVirtual().name("client-" + answer.requestId).start(answer::read);
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void read() {
        End how = End.CUT;
        try (socket) {
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
            RawResponse response = RawResponse.readHead(in);
            change(() -> {
                status = response.status();
                headers = response.headers();
            });
            response.readBody(in, this::take);
            how = End.CLEAN;
        } catch (IOException cut) {
            // That it was cut is what is recorded.
        }
        End seen = how;
        change(() -> end = seen);
    }

    private void take(byte[] bytes) {
        change(() -> {
            body.writeBytes(bytes);
            if (isEventStream()) {
                parse();
            }
        });
    }

    private boolean isEventStream() {
        return headers.getOrDefault("content-type", "").startsWith("text/event-stream");
    }

    private void parse() {
        String text = body.toString(StandardCharsets.UTF_8);
        for (int close = text.indexOf("\n\n", parsed); close >= 0; close = text.indexOf("\n\n", parsed)) {
            try {
                events.add(StreamEvent.parse(text.substring(parsed, close), System.nanoTime()));
            } catch (AssertionError strange) {
                malformed = malformed == null ? strange : malformed;
            }
            parsed = close + 2;
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier hoped, String what) {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (!hoped.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("waited in vain for " + what + ": " + this);
                }
                left = changed.awaitNanos(left);
            }
            if (malformed != null) {
                throw malformed;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, interrupted);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the status line and the headers are there. */
    public StreamedAnswer awaitHead() {
        await(() -> status != 0 || end != null, "the head");
        return this;
    }

    /** Waits until so many tokens, events with text of the first choice, have come. */
    public StreamedAnswer awaitTokens(int tokens) {
        await(() -> tokens(0) >= tokens || end != null, tokens + " tokens");
        if (tokens(0) < tokens) {
            throw new AssertionError("ended before " + tokens + " tokens: " + this);
        }
        return this;
    }

    /** Waits until this has come somewhere in the body. */
    public StreamedAnswer awaitBody(String part) {
        await(() -> body().contains(part) || end != null, part);
        return this;
    }

    /** Waits until so many comments have come. */
    public StreamedAnswer awaitComments(int comments) {
        await(() -> comments().size() >= comments || end != null, comments + " comments");
        return this;
    }

    /** Waits until the body has ended, cleanly or not. */
    public StreamedAnswer awaitEnd() {
        await(() -> end != null, "the end");
        return this;
    }

    /** The name under which the gateway tells the story of this request. */
    public String requestId() {
        return requestId;
    }

    public int status() {
        return locked(() -> status);
    }

    /** The value of a header, by its lower-case name; null when it is not there. */
    public String header(String name) {
        return locked(() -> headers.get(name));
    }

    /** The body so far. */
    public String body() {
        return locked(() -> body.toString(StandardCharsets.UTF_8));
    }

    /** What has come of the body and is no whole event. */
    public String unparsed() {
        return locked(() -> body.toString(StandardCharsets.UTF_8).substring(parsed));
    }

    /** How the body ended; null while it has not. */
    public End end() {
        return locked(() -> end);
    }

    /** The events and comments so far, in order. */
    public List<StreamEvent> events() {
        return locked(() -> List.copyOf(events));
    }

    /** The chunks of the answer so far, without comments, error and {@code [DONE]}. */
    public List<StreamEvent> chunks() {
        return events().stream().filter(StreamEvent::isChunk).toList();
    }

    public List<String> comments() {
        return events().stream()
                .filter(StreamEvent::isComment)
                .map(StreamEvent::text)
                .toList();
    }

    /** The text of a choice so far. */
    public String text(int choice) {
        StringBuilder text = new StringBuilder();
        chunks().forEach(chunk -> text.append(chunk.content(choice)));
        return text.toString();
    }

    private int tokens(int choice) {
        return (int) chunks().stream()
                .filter(chunk -> !chunk.content(choice).isEmpty())
                .count();
    }

    /** The client closes its connection, whatever is still to come. */
    public void leave() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The body is a test's own, so that it can be shown whole. */
    @Override
    public String toString() {
        return locked(() ->
                requestId + ": " + status + " " + headers + " " + end + "\n" + body.toString(StandardCharsets.UTF_8));
    }
}
