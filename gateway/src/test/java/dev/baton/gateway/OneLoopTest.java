package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.SettingsReader;
import dev.baton.relay.Moment;
import dev.baton.relay.StoryListener;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** An answer stays on the event loop of its client's connection, over retries, seams and timers. */
class OneLoopTest {

    private static final int ANSWERS = 24;

    private final Map<String, Set<String>> threads = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(ANSWERS);

    @Test
    void carriesAnAnswerOnOneThreadFromItsFirstCallToItsEnd() throws Exception {
        StoryListener listener = (story, moment) -> {
            threads.computeIfAbsent(story.requestId(), id -> ConcurrentHashMap.newKeySet())
                    .add(Thread.currentThread().getName());
            if (moment instanceof Moment.Ended) {
                ended.countDown();
            }
        };
        try (ScriptedProvider a = ScriptedProvider.start("server-a");
                ScriptedProvider b = ScriptedProvider.start("server-b");
                ScriptedProvider c = ScriptedProvider.start("server-c");
                ConfigurableApplicationContext gateway = BatonApplication.start(settings(a, b, c), listener);
                HttpClient client = HttpClient.newHttpClient()) {
            // A retry after a pause, the next target, a seam: each takes the answer up again.
            a.answers(Script.status(500));
            b.answers(Script.standard().dieAfter(5));
            c.answers(Script.standard());

            List<CompletableFuture<HttpResponse<String>>> answers =
                    Stream.generate(() -> ask(client, gateway)).limit(ANSWERS).toList();

            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS).body()).endsWith("data: [DONE]\n\n");
            }
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(threads).hasSize(ANSWERS);
        assertThat(threads.values())
                .allSatisfy(
                        names -> assertThat(names).singleElement().asString().startsWith("baton-"));
    }

    private static BatonSettings settings(ScriptedProvider... servers) {
        return new SettingsReader(name -> null)
                .readYaml("""
                baton:
                  server: { port: 0 }
                  providers:
                    server-a: { base-url: "%s" }
                    server-b: { base-url: "%s" }
                    server-c: { base-url: "%s", continuation: prefill }
                  models:
                    chat: { targets: [server-a/m, server-b/m, server-c/m], retry: { backoff: 20ms } }
                """.formatted(servers[0].url(), servers[1].url(), servers[2].url()));
    }

    private static CompletableFuture<HttpResponse<String>> ask(
            HttpClient client, ConfigurableApplicationContext gateway) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(BatonApplication.urlOf(gateway) + "/chat/completions"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"chat\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
