package dev.baton.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.ChatCall;
import dev.baton.gateway.StreamedAnswer;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, which is told things by signals and by its file. */
@Timeout(120)
final class ServeProcessTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ScriptedProvider b;

    @BeforeEach
    void start() {
        b = ScriptedProvider.start("server-b");
    }

    @AfterEach
    void stop() {
        client.close();
        b.close();
    }

    private Path write(String server, String model) throws IOException {
        return Files.writeString(folder.resolve("baton.yaml"), """
                baton:
                  server: { port: 0, %s }
                  providers: { server-b: { base-url: "%s" } }
                  models: { %s: { targets: [server-b/gpt-x] } }
                """.formatted(server, b.url(), model));
    }

    private int status(ServeProcess serving, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + serving.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private StreamedAnswer streaming(ServeProcess serving) {
        b.answers(Script.standard().stepwise());
        StreamedAnswer answer = ChatCall.streaming("chat").to(serving.port());
        b.awaitRequests(1, SOON);
        b.release(3);
        return answer.awaitTokens(3);
    }

    @Test
    void followsItsFileAndStaysWithWhatWasGood() throws Exception {
        Path file = write("drain: 2s", "chat");
        try (ServeProcess serving = ServeProcess.start(file)) {
            Files.writeString(file, "baton: { modles: {}, providers: {} }");
            serving.await(line -> line.contains("is not loaded, what was in force stays in force:"));
            serving.await(line -> line.contains("baton.modles (expected: ") && line.contains("did you mean models?"));
            assertThat(ChatCall.whole("chat").to(serving.port()).awaitEnd().status())
                    .isEqualTo(200);

            write("drain: 2s", "story");
            serving.await(line -> line.endsWith("configuration loaded: serves story"));
            assertThat(ChatCall.whole("story").to(serving.port()).awaitEnd().status())
                    .isEqualTo(200);
            assertThat(status(serving, "/health/ready")).isEqualTo(200);

            write("drain: 2s", "again");
            serving.signal("HUP");
            serving.await(line -> line.endsWith("configuration loaded: serves again"));

            assertThat(serving.lines())
                    .filteredOn(line -> line.contains("is not loaded"))
                    .hasSize(1);
            serving.signal("TERM");
            assertThat(serving.awaitExit(FIVE_SECONDS)).isZero();
        }
    }

    @Test
    void letsARunningAnswerFinishWhenItIsToldToEnd() throws Exception {
        try (ServeProcess serving = ServeProcess.start(write("drain: 60s", "chat"))) {
            StreamedAnswer answer = streaming(serving);

            serving.signal("TERM");
            serving.await(line -> line.contains("shutting down: requests are refused, 1 in flight have 1m to finish"));

            assertThat(status(serving, "/health/ready")).isEqualTo(503);
            assertThat(status(serving, "/health/live")).isEqualTo(200);
            assertThat(status(serving, "/v1/models")).isEqualTo(503);
            b.release(1_000);
            assertThat(answer.awaitEnd().text(0)).isEqualTo(Story.TEXT);
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");
            assertThat(serving.awaitExit(FIVE_SECONDS)).isZero();
        }
    }

    @Test
    void tellsWhoseAnswerIsNotFinishedInTime() throws Exception {
        try (ServeProcess serving = ServeProcess.start(write("drain: 1s", "chat"))) {
            StreamedAnswer answer = streaming(serving);

            serving.signal("TERM");

            assertToldInTheStream(answer);
            assertThat(serving.awaitExit(FIVE_SECONDS)).isZero();
        }
    }

    @Test
    void endsAtOnceWhenItIsToldTwice() throws Exception {
        try (ServeProcess serving = ServeProcess.start(write("drain: 1h", "chat"))) {
            StreamedAnswer answer = streaming(serving);
            serving.signal("TERM");
            serving.await(line -> line.contains("shutting down: "));
            assertThat(serving.isAlive()).isTrue();

            serving.signal("TERM");

            assertToldInTheStream(answer);
            assertThat(serving.awaitExit(FIVE_SECONDS)).isEqualTo(143);
        }
    }

    private static void assertToldInTheStream(StreamedAnswer answer) {
        assertThat(answer.awaitEnd().end()).isEqualTo(StreamedAnswer.End.CLEAN);
        assertThat(answer.body())
                .contains("event: error\ndata: {", "\"code\":\"server_shutdown\"")
                .doesNotContain("[DONE]", "\"finish_reason\":\"stop\"");
    }
}
