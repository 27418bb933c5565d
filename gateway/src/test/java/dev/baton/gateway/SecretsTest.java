package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys and prompts are unique words here, and are looked for in everything that leaves the gateway. */
class SecretsTest {

    private static final String CLIENT_KEY = "canary-client-5d0c2f7a91";
    private static final String WRONG_KEY = "canary-wrong-8e1b44c0d3";
    private static final String KEY_OF_B = "canary-b-77a0e5f1c2";
    private static final String KEY_OF_C = "canary-c-19f3b8d6e4";
    private static final String PROMPT = "canary-prompt-30c9a7e5b1";

    private ScriptedProvider b;
    private ScriptedProvider c;
    private TestGateway gateway;
    private Logs logs;

    @BeforeEach
    void start() {
        b = ScriptedProvider.start("server-b");
        c = ScriptedProvider.start("server-c");
        gateway = TestGateway.start("""
                baton:
                  server: { port: 0 }
                  clients: [{ name: web, key: %s }]
                  providers:
                    server-b: { base-url: "%s", api-key: %s }
                    server-c: { base-url: "%s", api-key: %s, continuation: prefill }
                  models:
                    chat: { targets: [server-b/gpt-x, server-c/gpt-y] }
                """.formatted(CLIENT_KEY, b.url(), KEY_OF_B, c.url(), KEY_OF_C));
        logs = Logs.usual();
    }

    @AfterEach
    void stop() {
        logs.close();
        gateway.close();
        b.close();
        c.close();
    }

    @Test
    void leaveTheGatewayOnlyForWhereTheyBelong() {
        List<StreamedAnswer> answers = new ArrayList<>();
        b.answers(Script.standard());
        answers.add(ask(CLIENT_KEY));
        b.answers(Script.standard().dieAfter(5));
        answers.add(ask(CLIENT_KEY));
        b.answers(Script.error(401, "auth", "invalid_api_key", "Incorrect API key provided: " + KEY_OF_B));
        c.answers(Script.error(403, "auth", "forbidden", "This key may not: " + KEY_OF_C));
        answers.add(ask(CLIENT_KEY));
        b.answers(Script.html());
        c.answers(Script.status(503));
        answers.add(ask(CLIENT_KEY));
        answers.add(ask(WRONG_KEY));

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

        ask(CLIENT_KEY);

        assertThat(b.requests()).isNotEmpty().allSatisfy(request -> showsOnly(KEY_OF_B, request));
        assertThat(c.requests()).isNotEmpty().allSatisfy(request -> showsOnly(KEY_OF_C, request));
    }

    private static void showsOnly(String key, ReceivedRequest request) {
        assertThat(request.header("authorization")).hasValue("Bearer " + key);
        String all = request.headers() + request.body().toString();
        for (String other : List.of(CLIENT_KEY, KEY_OF_B, KEY_OF_C)) {
            assertThat(all.contains(other)).isEqualTo(other.equals(key));
        }
    }

    private StreamedAnswer ask(String key) {
        return ChatCall.streaming("chat")
                .with("messages", List.of(Map.of("role", "user", "content", PROMPT)))
                .header("authorization", "Bearer " + key)
                .header("x-baton-trace", "on")
                .to(gateway)
                .awaitEnd();
    }
}
