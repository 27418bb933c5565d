package dev.baton.demo;

import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A gateway in a process of its own, between two scripted providers of which one dies, and a client who asks for everything.
 * Whatever goes wrong is thrown: then there is nothing to learn from it.
 */
final class Rehearsal implements AutoCloseable {

    private static final int REQUESTS = 500;
    private static final int STREAMS = 30;

    /** Of all of it, also on a machine that has much else to do. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ScriptedProvider serverB;
    private final ScriptedProvider serverC;
    private final Path configuration;
    private final Process gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    private Rehearsal(ScriptedProvider serverB, ScriptedProvider serverC, Path configuration, Process gateway) {
        this.serverB = serverB;
        this.serverC = serverC;
        this.configuration = configuration;
        this.gateway = gateway;
    }

    /** @param program runs the gateway's program, but for its arguments */
    static Rehearsal start(List<String> program) throws IOException {
        ScriptedProvider serverB = ScriptedProvider.start("server-b");
        ScriptedProvider serverC = ScriptedProvider.start("server-c");
        serverB.answers(Script.standard().pace(Duration.ZERO).dieAfter(10));
        serverC.answers(Script.standard().pace(Duration.ZERO));
        Path configuration = Files.createTempFile("baton-rehearsal-", ".yaml");
        Files.writeString(configuration, """
                baton:
                  server: { port: 0 }
                  providers:
                    server-b: { base-url: "%s" }
                    server-c: { base-url: "%s", continuation: prefill }
                  models:
                    whole: { targets: [server-c/model] }
                    broken: { targets: [server-b/model, server-c/model] }
                """.formatted(serverB.url(), serverC.url()));
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("serve", "--config", configuration.toString()));
        Process gateway = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(LIMIT.toSeconds(), TimeUnit.SECONDS).execute(gateway::destroyForcibly);
        return new Rehearsal(serverB, serverC, configuration, gateway);
    }

    /** Answers in one piece, streams, and streams that go over a seam. */
    void askEverything() throws IOException, InterruptedException {
        URI chat = URI.create(url() + "/chat/completions");
        ask(chat, "whole", false, REQUESTS);
        ask(chat, "whole", true, STREAMS);
        ask(chat, "broken", true, STREAMS);
    }

    /** Where the gateway says it is; what else it says is read by nobody. */
    private String url() throws IOException {
        BufferedReader said = gateway.inputReader();
        String line = said.readLine();
        while (line != null && !line.startsWith("baton serves ")) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("the gateway ended before it served");
        }
        Thread.ofVirtual().start(() -> {
            try {
                said.transferTo(Writer.nullWriter());
            } catch (IOException ended) {
                // With the gateway.
            }
        });
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private void ask(URI chat, String model, boolean stream, int times) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(chat)
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(LIMIT)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\": \"%s\", \"stream\": %s, \"messages\": [{\"role\": \"user\", \"content\": \"A story.\"}]}"
                                .formatted(model, stream)))
                .build();
        for (int i = 0; i < times; i++) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode() + ": " + response.body());
            }
        }
    }

    /** Tells the gateway to end and waits until it has. */
    void end() throws InterruptedException {
        // Not the process itself, which would close its output, too: it still has something to say.
        gateway.toHandle().destroy();
        gateway.waitFor();
    }

    @Override
    public void close() throws IOException {
        gateway.destroyForcibly();
        client.close();
        serverB.close();
        serverC.close();
        Files.deleteIfExists(configuration);
    }
}
