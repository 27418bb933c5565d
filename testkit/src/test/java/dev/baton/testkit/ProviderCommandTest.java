package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProviderCommandTest {

    @Test
    void listensAndSaysWhere(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "from a file");
        FirstLine out = new FirstLine();
        CommandLine command = ProviderCommand.commandLine().setOut(new PrintWriter(out, true));
        Thread running = Thread.ofVirtual()
                .start(() -> command.execute(
                        "--port", "0", "--name", "server-b", "--text-file", text.toString(), "--interim", "102,103"));

        String line = out.line.get(5, TimeUnit.SECONDS);
        String body = post(line.substring(line.indexOf("http")) + "/chat/completions");

        assertThat(line).matches("server-b listens on http://127\\.0\\.0\\.1:\\d+/v1");
        assertThat(Sse.text(body)).isEqualTo("from a file");
        running.interrupt();
        running.join(5_000);
        assertThat(running.isAlive()).isFalse();
    }

    @Test
    void explainsItselfInGroups() {
        StringWriter out = new StringWriter();

        int code = ProviderCommand.commandLine().setOut(new PrintWriter(out)).execute("--help");

        assertThat(code).isZero();
        assertThat(out.toString())
                .containsSubsequence(
                        "--port",
                        "The answer:",
                        "--pace",
                        "Another response instead:",
                        "--status",
                        "What goes wrong",
                        "--die-after",
                        "How it looks on the wire:",
                        "--quirk",
                        "_control");
    }

    @Test
    void namesTheWrongFlagWhatWasFoundAndWhatWasExpected() throws Exception {
        assertThat(refusal("--pace", "60")).contains("'--pace'", "'60'", "expected: a duration such as 60ms, 2s or 1m");
        assertThat(refusal("--port", "70000")).contains("--port: 70000 (expected: 0 to 65535)");
        assertThat(refusal("--status", "99")).contains("--status: 99 (expected: 200 to 599)");
        assertThat(refusal("--quirk", "nice")).contains("'nice' (expected: missing-done, missing-finish");
        assertThat(refusal("--every", "0")).contains("every: 0 (expected: at least 1)");
        assertThat(refusal("--tool-call", "weather")).contains("--tool-call: weather (expected: NAME=JSON");
        assertThat(refusal("--text-file", "/no/such/file"))
                .contains("--text-file: /no/such/file (expected: a readable text");
        assertThat(refusal("--stall-comments", "5ms")).contains("--stall-comments: PT0.005S (expected: --stall-after");
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(refusal("--port", port)).contains("--port: " + port + " (expected: a port that is free");
        }
    }

    private static String refusal(String... arguments) {
        StringWriter err = new StringWriter();
        int code = ProviderCommand.commandLine().setErr(new PrintWriter(err)).execute(arguments);
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).hasLineCount(2);
        return err.toString();
    }

    private static String post(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .POST(HttpRequest.BodyPublishers.ofString(RawCaller.STREAM))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Completes with the first line that is written. */
    private static final class FirstLine extends Writer {
        private final CompletableFuture<String> line = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] characters, int offset, int length) {
            text.append(characters, offset, length);
            int end = text.indexOf(System.lineSeparator());
            if (end >= 0) {
                line.complete(text.substring(0, end));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
