package dev.baton.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Story;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final Pattern CONTENT = Pattern.compile("\"content\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void tellsTheWholeStoryAlthoughServerBDiesInItsMiddle() {
        StringWriter log = new StringWriter();
        try (Demo demo = Demo.start(0, 5, new PrintWriter(log));
                HttpClient client = HttpClient.newHttpClient()) {
            demo.introduce();

            HttpResponse<String> answer = ask(demo, client).join();

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(textOf(answer.body())).isEqualTo(Story.TEXT);
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        }
        assertThat(log.toString())
                .contains("curl -N http://127.0.0.1:")
                .contains("server-b/demo broke off after 5 events")
                .contains("server-c/demo (prefill) to go on after")
                .contains("(server-b/demo 1-5, server-c/demo 6-61)");
    }

    /** However often server-b has died before. */
    @Test
    void tellsItTheSameWayEveryTime() {
        StringWriter log = new StringWriter();
        try (Demo demo = Demo.start(0, 5, new PrintWriter(log));
                HttpClient client = HttpClient.newHttpClient()) {
            Stream.generate(() -> ask(demo, client)).limit(6).toList().forEach(CompletableFuture::join);

            ask(demo, client).join();
        }
        assertThat(log.toString().lines().filter(line -> line.contains("server-b/demo 1-5, server-c/demo 6-61")))
                .hasSize(7);
    }

    private static CompletableFuture<HttpResponse<String>> ask(Demo demo, HttpClient client) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(demo.url() + "/chat/completions"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"model": "chat", "stream": true, "messages": [{"role": "user", "content": "Tell me a story."}]}"""))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String textOf(String body) {
        return CONTENT.matcher(body)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining())
                .replace("\\\"", "\"")
                .replace("\\n", "\n");
    }
}
