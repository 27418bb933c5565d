package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Outburst;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys and prompts are unique words here, and are looked for in everything that leaves the gateway. */
class SecretsTest {

    private static final String CLIENT_KEY = "canary-client-5d0c2f7a91";
    private static final String WRONG_KEY = "canary-wrong-8e1b44c0d3";
    private static final String KEY_OF_B = "canary-b-77a0e5f1c2";
    private static final String KEY_OF_C = "canary-c-19f3b8d6e4";
    private static final String PROMPT = "canary-prompt-30c9a7e5b1";

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              clients: [{ name: web, key: %s }]
              providers:
                server-b: { base-url: "{b}", api-key: %s }
                server-c: { base-url: "{c}", api-key: %s, continuation: prefill }
              models:
                chat: { targets: [server-b/gpt-x, server-c/gpt-y] }
                alone:
                  targets: [server-b/gpt-x]
                  resume: { enabled: false }
                  retry: { backoff: 1ms }
                  classify: [{ status: 520, as: unavailable }]
            """.formatted(CLIENT_KEY, KEY_OF_B, KEY_OF_C));

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();
    private Logs logs;

    @BeforeEach
    void listen() {
        logs = Logs.usual();
    }

    @AfterEach
    void listenNoLonger() {
        logs.close();
    }

    @Test
    void leaveTheGatewayOnlyForWhereTheyBelong() {
        List<StreamedAnswer> answers = new ArrayList<>();
        b.answers(Script.standard());
        answers.add(ask("chat", CLIENT_KEY));
        b.answers(Script.standard().dieAfter(5));
        answers.add(ask("chat", CLIENT_KEY));
        b.answers(Script.error(401, "auth", "invalid_api_key", "Incorrect API key provided: " + KEY_OF_B));
        c.answers(Script.error(403, "auth", "forbidden", "This key may not: " + KEY_OF_C));
        answers.add(ask("chat", CLIENT_KEY));
        b.answers(Script.html());
        c.answers(Script.status(503));
        answers.add(ask("chat", CLIENT_KEY));
        answers.add(ask("chat", WRONG_KEY));

        List<String> seen = new ArrayList<>(logs.lines());
        answers.forEach(answer -> seen.add(answer + answer.body()));
        seen.addAll(gateway.stories().lines());

        assertThat(answers).extracting(StreamedAnswer::status).containsExactly(200, 200, 502, 503, 401);
        assertThat(seen).isNotEmpty();
        for (String secret : List.of(CLIENT_KEY, WRONG_KEY, KEY_OF_B, KEY_OF_C, PROMPT)) {
            assertThat(seen).noneMatch(text -> text.contains(secret));
        }
    }

    @Test
    void keepEachProviderToItsOwnKey() {
        b.answers(Script.standard().dieAfter(5));
        c.answers(Script.standard());

        ask("chat", CLIENT_KEY);

        assertThat(b.requests()).isNotEmpty().allSatisfy(request -> showsOnly(KEY_OF_B, request));
        assertThat(c.requests()).isNotEmpty().allSatisfy(request -> showsOnly(KEY_OF_C, request));
    }

    /** Carelessly repeated by a proxy in front of the model, for instance; on the way to the client, the log and the story. */
    static Stream<Named<Script>> errorsThatQuoteTheKey() {
        String words = "Cannot serve [Bearer " + KEY_OF_B + "] now";
        String event = "data: {\"error\":{\"message\":\"%s\",\"code\":%s}}\n\n";
        return Stream.of(
                Named.of("status 400", Script.error(400, "invalid_request_error", "bad_" + KEY_OF_B, words)),
                Named.of("status 404", Script.error(404, KEY_OF_B, null, words)),
                Named.of("status 413", Script.error(413, "invalid_request_error", "context_length_exceeded", words)),
                Named.of("status 429", Script.error(429, "rate_limit_error", null, words)),
                Named.of("status 500", Script.error(500, "server_error", null, words)),
                Named.of("no JSON", Script.reply(502, "text/plain", words)),
                Named.of("status 503", Script.error(503, "server_error", null, words)),
                Named.of("a rule's status", Script.error(520, "unknown", null, words)),
                Named.of(
                        "in place of an answer",
                        Script.standard().sayAfter(0, Outburst.raw(event.formatted(words, "400"), false))),
                Named.of(
                        "in mid-stream",
                        Script.standard().sayAfter(5, Outburst.raw(event.formatted(words, "null"), false))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errorsThatQuoteTheKey")
    void areTakenOutOfWhatAProviderSays(Script error) {
        b.answers(error);

        StreamedAnswer answer = ask("alone", CLIENT_KEY);

        List<String> seen = new ArrayList<>(logs.lines());
        seen.add(answer + answer.body());
        seen.addAll(gateway.stories().lines());
        assertThat(answer.body()).contains("error");
        assertThat(seen).noneMatch(text -> text.contains(KEY_OF_B));
    }

    /** As clients of Gemini may send it. */
    private static void askWithTheKeyInTheQuery(String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.at("/v1beta/models/chat:generateContent?key=" + key))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"contents\":[{\"parts\":[{\"text\":\"" + PROMPT + "\"}]}]}"))
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }

    @Test
    void areNotLoggedForWhoLooksForAFaultEither() throws Exception {
        b.answers(Script.standard().dieAfter(5));
        try (Logs verbose = Logs.verbose()) {
            ask("chat", CLIENT_KEY);
            ask("chat", WRONG_KEY);
            askWithTheKeyInTheQuery(CLIENT_KEY);
            askWithTheKeyInTheQuery(WRONG_KEY);

            assertThat(verbose.lines())
                    .as("lines of DEBUG")
                    .anyMatch(line -> line.startsWith("reactor.netty.http.server"));
            for (String secret : List.of(CLIENT_KEY, WRONG_KEY, KEY_OF_B, KEY_OF_C, PROMPT)) {
                assertThat(verbose.lines()).noneMatch(text -> text.contains(secret));
            }
        }
    }

    private static void showsOnly(String key, ReceivedRequest request) {
        assertThat(request.header("authorization")).hasValue("Bearer " + key);
        String all = request.headers() + request.body().toString();
        for (String other : List.of(CLIENT_KEY, KEY_OF_B, KEY_OF_C)) {
            assertThat(all.contains(other)).isEqualTo(other.equals(key));
        }
    }

    private StreamedAnswer ask(String model, String key) {
        return ChatCall.streaming(model)
                .with("messages", List.of(Map.of("role", "user", "content", PROMPT)))
                .header("authorization", "Bearer " + key)
                .header("x-baton-trace", "on")
                .to(gateway)
                .awaitEnd();
    }
}
