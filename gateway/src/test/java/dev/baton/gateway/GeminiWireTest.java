package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Death;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client of Gemini reads that no SDK shows: framings, keys, paths, what is not there. */
class GeminiWireTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String KEY = "client-key-0123456789";
    private static final String HELLO = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              clients: [{ name: web, key: %s }]
              providers:
                vertex: { protocol: gemini, base-url: "{b}/projects/p/locations/l/publishers/google", api-key: key-of-b }
                studio: { protocol: gemini, base-url: "{b}", api-key: key-of-b }
                gpt: { base-url: "{c}", continuation: prefill }
              defaults: { retry: { backoff: 1ms }, keep-alive: 100ms }
              models:
                vertex: { targets: [vertex/gemini-3-pro, gpt/gpt-y] }
                studio: { targets: [studio/gemini-3-pro, gpt/gpt-y] }
                slow: { targets: [studio/gemini-3-pro, gpt/gpt-y], timeouts: { first-token: 400ms } }
            """.formatted(KEY));

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();

    private static HttpResponse<String> ask(String path, String... headers) throws Exception {
        return post(HELLO, path, headers);
    }

    private static HttpResponse<String> post(String body, String path, String... headers) throws Exception {
        URI url = gateway.at(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> stream(String model) throws Exception {
        return ask("/v1beta/models/" + model + ":streamGenerateContent?alt=sse", "x-goog-api-key", KEY);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void streamsAListWhereNoEventsAreAskedFor() throws Exception {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        HttpResponse<String> response = ask("/v1beta/models/studio:streamGenerateContent", "x-goog-api-key", KEY);

        assertThat(response.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        StringBuilder text = new StringBuilder();
        for (JsonNode each : json(response)) {
            text.append(each.at("/candidates/0/content/parts/0/text").asString(""));
        }
        assertThat(text).hasToString(Story.TEXT);
        assertThat(b.requests().getFirst().path()).isEqualTo("/v1/models/gemini-3-pro:streamGenerateContent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta", "v1alpha"})
    void servesEveryVersionThatGooglesClientsAskFor(String version) throws Exception {
        HttpResponse<String> response = ask("/" + version + "/models/studio:generateContent", "x-goog-api-key", KEY);

        assertThat(json(response).at("/candidates/0/content/parts/0/text").asString())
                .isEqualTo(Story.TEXT);
    }

    @ParameterizedTest
    @CsvSource({"x-goog-api-key, %s", "x-api-key, %s", "authorization, Bearer %s"})
    void takesAKeyWhereverItStands(String header, String value) throws Exception {
        assertThat(ask("/v1beta/models/studio:generateContent", header, value.formatted(KEY))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void takesAKeyInTheQueryAndSendsItNowhere() throws Exception {
        HttpResponse<String> response = ask("/v1beta/models/studio:streamGenerateContent?alt=sse&key=" + KEY);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(b.requests().getFirst().headers().toString()).doesNotContain(KEY);
        assertThat(ask("/v1beta/models/studio:generateContent?key=wrong-key-0123456789")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void sendsVertexATokenAndTheStudioAKey() throws Exception {
        stream("vertex");
        stream("studio");

        var vertex = b.requests().getFirst();
        assertThat(vertex.path())
                .isEqualTo("/v1/projects/p/locations/l/publishers/google/models/gemini-3-pro:streamGenerateContent");
        assertThat(vertex.header("authorization")).contains("Bearer key-of-b");
        assertThat(vertex.header("x-goog-api-key")).isEmpty();
        var studio = b.requests().getLast();
        assertThat(studio.header("authorization")).isEmpty();
        assertThat(studio.header("x-goog-api-key")).contains("key-of-b");
    }

    @Test
    void writesNothingBeforeTheFirstTokenHoweverLongItTakes() throws Exception {
        b.answers(Script.standard().stallAfter(0));
        c.answers(Script.status(400));

        HttpResponse<String> response = stream("slow");

        assertThat(response.statusCode())
                .as("nothing was written while it was silent")
                .isNotEqualTo(200);
        assertThat(json(response).at("/error/code").asInt()).isEqualTo(response.statusCode());
    }

    @Test
    void writesNothingThatIsNoResponse() throws Exception {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        HttpResponse<String> response = ask(
                "/v1beta/models/studio:streamGenerateContent?alt=sse", "x-goog-api-key", KEY, "x-baton-trace", "on");

        assertThat(response.body().lines()).allMatch(line -> line.isEmpty() || line.startsWith("data: {"));
        assertThat(response.headers().firstValue("x-baton-target")).contains("studio/gemini-3-pro");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsThoughtsOfAnotherVendorToThoseWhoAskForThem(boolean asked) throws Exception {
        b.answers(Script.status(503));
        // More than may stand before an answer that does not begin.
        c.answers(Script.standard().reasoning("Let me ".repeat(200) + "think."));
        String body = HELLO.replaceFirst(
                "}$", ",\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":2000,\"includeThoughts\":%s}}}");

        for (String way : List.of("streamGenerateContent?alt=sse", "generateContent")) {
            String answer = post(body.formatted(asked), "/v1beta/models/studio:" + way, "x-goog-api-key", KEY)
                    .body();

            assertThat(answer).contains("STOP");
            assertThat(answer.contains("\"thought\":true")).isEqualTo(asked);
            assertThat(answer.contains("think.")).isEqualTo(asked);
        }
    }

    @Test
    void tellsErrorsInGooglesShape() throws Exception {
        HttpResponse<String> stranger = ask("/v1beta/models/studio:generateContent");
        HttpResponse<String> nowhere = ask("/v1beta/models/studio:embedContent", "x-goog-api-key", KEY);

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(json(stranger).at("/error/status").asString()).isEqualTo("UNAUTHENTICATED");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(json(nowhere).at("/error/status").asString()).isEqualTo("NOT_FOUND");
    }

    @Test
    void blamesARequestThatCannotBeReadAlsoWhereNobodyWasThereToReadIt() throws Exception {
        b.answers(Script.status(503));
        String hot = HELLO.replaceFirst("}$", ",\"generationConfig\":{\"temperature\":\"hot\"}}");

        HttpResponse<String> response = post(hot, "/v1beta/models/studio:generateContent", "x-goog-api-key", KEY);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/message").asString())
                .isEqualTo("'generationConfig.temperature' is string (expected: a number).");
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1beta/models", "/v1/models"})
    void listsTheModelsInGooglesShape(String path) throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(gateway.at(path))
                        .header("x-goog-api-key", KEY)
                        .build(),
                BodyHandlers.ofString());

        assertThat(json(response).at("/models/0/name").asString()).isEqualTo("models/vertex");
    }
}
