package dev.baton.bench.load;

import dev.baton.bench.process.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A running mock of a model server; it listens when {@link #start} returns. */
public final class MockUpstream implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Child process;
    private final int port;
    private final List<String> command;

    private MockUpstream(Child process, int port, List<String> command) {
        this.process = process;
        this.port = port;
        this.command = List.copyOf(command);
    }

    public static MockUpstream start(Tools tools, int port, Behaviour behaviour, Path log) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(tools.upstream().toString(), "--port", Integer.toString(port)));
        command.addAll(behaviour.options());
        Child process = Child.start(command, Map.of(), log);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!listens(port)) {
            if (process.endsWithin(PAUSE) || System.nanoTime() > until) {
                process.close();
                throw process.failure("the mock does not listen");
            }
        }
        return new MockUpstream(process, port, command);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** How it was started. */
    public List<String> command() {
        return command;
    }

    /** How many answers have failed as they were meant to. */
    public long faults() throws IOException, InterruptedException {
        HttpRequest stats = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stats"))
                .timeout(PATIENCE)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String body =
                    client.send(stats, HttpResponse.BodyHandlers.ofString()).body();
            return JsonMapper.shared().readTree(body).path("faults").asLong(0);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
