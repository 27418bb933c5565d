package dev.baton.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
final class ServeCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void servesUntilItIsToldToEnd() throws Exception {
        PipedWriter told = new PipedWriter();
        BufferedReader out = new BufferedReader(new PipedReader(told));
        CommandLine command = command(0).setOut(new PrintWriter(told));
        Thread serving = Thread.ofPlatform().start(() -> command.execute("serve", "--config", file().toString()));

        String line = out.readLine();
        HttpResponse<String> models = get(line.replaceAll(".* on ", "") + "/models");
        serving.interrupt();

        assertThat(line).startsWith("baton serves chat on http://127.0.0.1:");
        assertThat(models.body()).contains("\"id\":\"chat\"");
        assertThat(serving.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void saysThatItsPortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int exit = command(taken.getLocalPort()).execute("serve", "--config", file().toString());

            assertThat(exit).isEqualTo(1);
            assertThat(err.toString())
                    .isEqualTo("baton.server.port: %d is in use (expected: a free port)\n"
                            .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void startsNothingFromAConfigurationWithProblems() throws IOException {
        Files.writeString(file(), "baton: { modles: {} }");

        int exit = BatonCommand.commandLine(name -> null)
                .setErr(new PrintWriter(err))
                .execute("serve", "--config", file().toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("baton.modles").contains("did you mean models?");
    }

    private Path file() {
        return folder.resolve("baton.yaml");
    }

    private CommandLine command(int port) throws IOException {
        Files.writeString(file(), """
                baton:
                  server: { port: %d }
                  providers:
                    server-b: { base-url: "http://127.0.0.1:9/v1" }
                  models:
                    chat: { targets: [server-b/gpt-x] }
                """.formatted(port));
        return BatonCommand.commandLine(name -> null).setErr(new PrintWriter(err));
    }

    private static HttpResponse<String> get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
