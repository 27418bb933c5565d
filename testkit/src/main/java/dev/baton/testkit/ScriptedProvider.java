package dev.baton.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A provider on a real socket that does what a {@link Script} says, in the protocol of the path that it is asked at: OpenAI Chat
 * Completions, OpenAI Responses, Anthropic Messages or Google Gemini.
 *
 * <pre>{@code
 * try (ScriptedProvider b = ScriptedProvider.start("server-b")) {
 *     b.answers(Script.standard().dieAfter(12, Death.RST)).thenAnswers(Script.standard());
 *     … call b.url() …
 *     b.requests().getFirst().awaitEnd(Duration.ofSeconds(2));
 * }
 * }</pre>
 *
 * Safe for use by several threads. Closing ends all connections and waits for nobody.
 */
public final class ScriptedProvider implements AutoCloseable {

    private final String name;
    private final Monitor monitor = new Monitor();
    private final Recording recording = new Recording(monitor);
    private final Agenda agenda = new Agenda();
    private final Semaphore releases = new Semaphore(0);
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final ReentrantLock door = new ReentrantLock();
    private final InetSocketAddress address;
    private final Dispatch dispatch;
    private @Nullable Listener listener;
    private int accepted;
    private boolean closed;

    private ScriptedProvider(String name, InetSocketAddress wanted, Clock clock) {
        this.name = name;
        this.dispatch = new Dispatch(this, agenda, recording, clock);
        Listener first = Listener.open(wanted, this::serve);
        this.listener = first;
        this.address = first.address();
    }

    /** A provider on a free port of the loopback address that tells {@link Story#TEXT}. */
    public static ScriptedProvider start(String name) {
        return start(name, 0);
    }

    /** As {@link #start(String)}, on this port. */
    public static ScriptedProvider start(String name, int port) {
        return start(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * As {@link #start(String)}, on this address.
     *
     * @throws UncheckedIOException when the address cannot be bound
     */
    public static ScriptedProvider start(String name, InetSocketAddress address) {
        return new ScriptedProvider(name, address, Clock.systemUTC());
    }

    public String name() {
        return name;
    }

    public int port() {
        return address.getPort();
    }

    /** The base URL, {@code http://127.0.0.1:9001/v1}. Any other prefix of the path does as well. */
    public String url() {
        InetAddress bound = address.getAddress();
        String host = bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/v1";
    }

    /** From now on this script is followed, from its beginning. */
    public ScriptedProvider answers(Script script) {
        agenda.replace(script);
        return this;
    }

    /** Each script serves one request and the last one all that follow; this one comes after those that were set. */
    public ScriptedProvider thenAnswers(Script script) {
        agenda.append(script);
        return this;
    }

    /** All requests so far but those to the control endpoint, in the order in which they came. */
    public List<ReceivedRequest> requests() {
        return recording.all();
    }

    /**
     * Waits until so many requests have come.
     *
     * @return all of them
     * @throws AssertionError when there are fewer after the limit
     */
    public List<ReceivedRequest> awaitRequests(int count, Duration limit) {
        return recording.await(count, limit);
    }

    /** Lets so many more tokens of {@linkplain Script#stepwise() stepwise} or held answers go. */
    public void release(int tokens) {
        releases.release(tokens);
    }

    public int openConnections() {
        return monitor.read(connections::size);
    }

    /**
     * Waits until so many connections are open.
     *
     * @throws AssertionError when there are more or fewer after the limit
     */
    public void awaitOpenConnections(int count, Duration limit) {
        monitor.await(
                () -> connections.size() == count,
                limit,
                () -> "expected " + count + " open connections of " + name + ", there were " + connections.size());
    }

    /** Connecting fails from now on; connections that are open stay so. The port is kept for {@link #acceptConnections}. */
    public void refuseConnections() {
        door.lock();
        try {
            if (listener != null) {
                listener.close();
            }
            listener = null;
        } finally {
            door.unlock();
        }
    }

    /**
     * Connecting works again, on the same port.
     *
     * @throws UncheckedIOException when another process has taken the port meanwhile
     */
    public void acceptConnections() {
        door.lock();
        try {
            if (listener == null && !monitor.read(() -> closed)) {
                listener = Listener.open(address, this::serve);
            }
        } finally {
            door.unlock();
        }
    }

    /** Breaks all open connections, busy or idle. */
    public void closeConnections(Death how) {
        monitor.read(() -> List.copyOf(connections)).forEach(connection -> connection.stop(how));
    }

    /** Sends a response that nobody asked for ({@link Story#SURPLUS}) on every idle connection; returns on how many. */
    public int sendSurplus() {
        return (int) monitor.read(() -> List.copyOf(connections)).stream()
                .filter(Connection::sendSurplus)
                .count();
    }

    /** What {@code GET /health} is answered with, at the root of the server; 200 unless told otherwise. */
    public ScriptedProvider health(int status) {
        agenda.setHealth(status);
        return this;
    }

    /** As just started: the standard script, no requests, no releases, healthy, connections accepted. Open connections stay. */
    public void reset() {
        agenda.replace(Script.standard());
        agenda.setHealth(200);
        releases.drainPermits();
        recording.clear();
        acceptConnections();
    }

    /** Waits until the provider is closed. */
    public void awaitClosed() throws InterruptedException {
        monitor.awaitForever(() -> closed);
    }

    @Override
    public void close() {
        monitor.change(() -> closed = true);
        refuseConnections();
        closeConnections(Death.FIN);
    }

    @Override
    public String toString() {
        return name + " at " + url();
    }

    private void serve(Socket socket) {
        monitor.change(() -> {
            if (closed) {
                close(socket);
                return;
            }
            accepted++;
            Connection connection = new Connection(socket, accepted, dispatch, releases);
            connections.add(connection);
            Thread.ofVirtual().name("provider-" + name + "-" + accepted).start(() -> {
                try {
                    connection.serve();
                } finally {
                    monitor.change(() -> connections.remove(connection));
                }
            });
        });
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // That is what was wanted.
        }
    }
}
