package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswersTest {

    private static final String WITH_USAGE =
            RawCaller.STREAM.replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void theStoryHasSixtyTokensThatJoinToItsText() {
        assertThat(Tokens.split(Story.TEXT)).hasSize(60);
        assertThat(String.join("", Tokens.split(Story.TEXT))).isEqualTo(Story.TEXT);
        assertThat(String.join("", Tokens.split("  a\n\nb \t"))).isEqualTo("  a\n\nb \t");
    }

    @Test
    void streamsRoleTokensFinishUsageAndDone() throws Exception {
        HttpResponse<String> response = HttpCaller.chat(provider, WITH_USAGE);

        List<JsonNode> chunks = Sse.chunks(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(chunks).hasSize(1 + 60 + 1 + 1);
        assertThat(chunks.getFirst().at("/choices/0/delta/role").asString()).isEqualTo("assistant");
        assertThat(Sse.text(response.body())).isEqualTo(Story.TEXT);
        assertThat(chunks.get(61).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(chunks.get(62).path("choices")).isEmpty();
        assertThat(chunks.get(62).at("/usage/prompt_tokens").asInt()).isEqualTo(4);
        assertThat(chunks.get(62).at("/usage/completion_tokens").asInt()).isEqualTo(60);
        assertThat(Sse.data(response.body())).last().isEqualTo("[DONE]");
        assertThat(chunks).extracting(chunk -> chunk.path("id").asString()).containsOnly("chatcmpl-server-b-1");
        assertThat(chunks).extracting(chunk -> chunk.path("model").asString()).containsOnly("m");
    }

    @Test
    void tellsNoUsageThatWasNotAskedFor() throws Exception {
        HttpResponse<String> response = HttpCaller.chat(provider, RawCaller.STREAM);

        assertThat(response.body()).doesNotContain("usage");
    }

    @Test
    void answersInOnePieceWhenNotAskedToStream() throws Exception {
        HttpResponse<String> response = HttpCaller.post(
                provider, "/openai/deployments/x/chat/completions?api-version=2024-10-21", RawCaller.WHOLE);

        JsonNode body = JsonMapper.shared().readTree(response.body());
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(body.path("object").asString()).isEqualTo("chat.completion");
        assertThat(body.at("/choices/0/message/content").asString()).isEqualTo(Story.TEXT);
        assertThat(body.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(64);
    }

    @Test
    void listsItsModel() throws Exception {
        provider.answers(Script.standard().model("gpt-x"));

        HttpResponse<String> response = HttpCaller.get(provider, "/v1/models");

        assertThat(JsonMapper.shared()
                        .readTree(response.body())
                        .at("/data/0/id")
                        .asString())
                .isEqualTo("gpt-x");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(HttpCaller.get(provider, "/v1/files").statusCode()).isEqualTo(404);
        assertThat(HttpCaller.chat(provider, "not json").statusCode()).isEqualTo(400);
    }

    @Test
    void streamsReasoningBeforeTextAndToolCallsAfterIt() throws Exception {
        provider.answers(Script.tokens("Let", " me look.")
                .reasoning("The user is hungry.")
                .toolCall("call_a", "find", "{\"city\":", "\"Rome\"}")
                .toolCall("call_b", "book", "{}"));

        String body = HttpCaller.chat(provider, RawCaller.STREAM).body();

        List<String> deltas = new ArrayList<>();
        for (JsonNode chunk : Sse.chunks(body)) {
            deltas.add(chunk.at("/choices/0/delta").toString());
        }
        assertThat(deltas)
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"\"}",
                        "{\"reasoning_content\":\"The\"}",
                        "{\"reasoning_content\":\" user\"}",
                        "{\"reasoning_content\":\" is\"}",
                        "{\"reasoning_content\":\" hungry.\"}",
                        "{\"content\":\"Let\"}",
                        "{\"content\":\" me look.\"}",
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"call_a\",\"type\":\"function\",\"function\":{\"name\":\"find\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Rome\\\"}\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"id\":\"call_b\",\"type\":\"function\",\"function\":{\"name\":\"book\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{}\"}}]}",
                        "{}");
        assertThat(Sse.finishReasons(body)).containsExactly("tool_calls");
    }

    @Test
    void putsReasoningAndToolCallsIntoAWholeAnswer() throws Exception {
        provider.answers(Script.text("").reasoning("Hm.").toolCall("call_a", "find", "{\"city\":", "\"Rome\"}"));

        JsonNode message = JsonMapper.shared()
                .readTree(HttpCaller.chat(provider, RawCaller.WHOLE).body())
                .at("/choices/0/message");

        assertThat(message.path("content").asString()).isEmpty();
        assertThat(message.path("reasoning_content").asString()).isEqualTo("Hm.");
        assertThat(message.at("/tool_calls/0/function/arguments").asString()).isEqualTo("{\"city\":\"Rome\"}");
    }

    @Test
    void interleavesSeveralChoices() throws Exception {
        provider.answers(Script.tokens("a", "b"));

        String body = HttpCaller.chat(provider, RawCaller.STREAM.replace("\"stream\"", "\"n\":2,\"stream\""))
                .body();

        assertThat(Sse.chunks(body))
                .extracting(chunk -> chunk.at("/choices/0/index").asInt()
                        + chunk.at("/choices/0/delta/content").asString("-"))
                .containsExactly("0", "1", "0a", "1a", "0b", "1b", "0-", "1-");
        assertThat(Sse.finishReasons(body)).containsExactly("stop", "stop");
    }

    @Test
    void saysTheFinishReasonOfTheScript() throws Exception {
        provider.answers(Script.text("a").finishReason("content_filter"));

        assertThat(Sse.finishReasons(HttpCaller.chat(provider, RawCaller.STREAM).body()))
                .containsExactly("content_filter");
    }

    @Test
    void takesTheTimeOfItsPace() throws Exception {
        provider.answers(Script.tokens("a", "b", "c")
                .firstTokenAfter(Duration.ofMillis(40))
                .pace(Duration.ofMillis(30)));

        for (String request : List.of(RawCaller.STREAM, RawCaller.WHOLE)) {
            long before = System.nanoTime();
            HttpCaller.chat(provider, request);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void letsTokensGoOneStepAtATime() throws Exception {
        provider.answers(Script.tokens("a", "b", "c").stepwise());
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            ReceivedRequest request =
                    provider.awaitRequests(1, Duration.ofSeconds(2)).getFirst();

            provider.release(2);
            request.awaitTokens(2, Duration.ofSeconds(2));

            assertThat(caller.hear(100, "").text())
                    .contains("\"content\":\"b\"")
                    .doesNotContain("\"content\":\"c\"");
            provider.release(1);
            assertThat(caller.hear(2_000, "0\r\n\r\n").text()).contains("\"content\":\"c\"", "[DONE]");
        }
    }

    @Test
    void holdsAfterATokenUntilTold() throws Exception {
        provider.answers(Script.tokens("a", "b", "c").holdAfter(1));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));

            assertThat(caller.hear(100, "").text())
                    .contains("\"content\":\"a\"")
                    .doesNotContain("\"content\":\"b\"");

            provider.release(1);
            assertThat(caller.hear(2_000, "0\r\n\r\n").text()).contains("\"content\":\"c\"", "[DONE]");
        }
    }

    @Test
    void followsAQueueOfScriptsAndRepeatsTheLast() throws Exception {
        provider.answers(Script.status(503)).thenAnswers(Script.text("one")).thenAnswers(Script.text("two"));

        List<String> heard = new ArrayList<>();
        for (int call = 0; call < 4; call++) {
            HttpResponse<String> response = HttpCaller.chat(provider, RawCaller.STREAM);
            heard.add(response.statusCode() + Sse.text(response.body()));
        }

        assertThat(heard).containsExactly("503", "200one", "200two", "200two");
    }

    @Test
    void failsOnlyForTheFirstRequestsOrEveryKth() throws Exception {
        provider.answers(Script.status(503).first(2));
        assertThat(statuses(4)).containsExactly(503, 503, 200, 200);

        provider.answers(Script.status(503).every(2));
        assertThat(statuses(4)).containsExactly(200, 503, 200, 503);
    }

    private List<Integer> statuses(int calls) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            statuses.add(HttpCaller.chat(provider, RawCaller.STREAM).statusCode());
        }
        return statuses;
    }
}
