package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same scripts, performed as Anthropic Messages. */
class MessagesTest {

    private static final String WHOLE =
            "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Tell me a story\"}]}";
    private static final String STREAM = WHOLE.replace("\"max_tokens\":9", "\"max_tokens\":9,\"stream\":true");

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return HttpCaller.post(provider, "/v1/messages?beta=true", body);
    }

    private List<String> types() throws Exception {
        return Sse.chunks(ask(STREAM).body()).stream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    private static String joined(String body, String field) {
        return Sse.chunks(body).stream()
                .map(event -> event.path("delta").path(field).asString(""))
                .reduce("", String::concat);
    }

    @Test
    void streamsBlocksBetweenAStartAndAStop() throws Exception {
        provider.answers(Script.tokens("One", " two").reasoning("Hm.").toolCall("t1", "weather", "{\"a\":", "1}"));

        assertThat(types())
                .containsExactly(
                        "message_start",
                        "ping",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        String body = ask(STREAM).body();
        assertThat(joined(body, "text")).isEqualTo("One two");
        assertThat(joined(body, "thinking")).isEqualTo("Hm.");
        assertThat(joined(body, "partial_json")).isEqualTo("{\"a\":1}");
        assertThat(joined(body, "stop_reason")).isEqualTo("tool_use");
    }

    @Test
    void countsTokensAsInEveryOtherProtocol() throws Exception {
        ask(STREAM);

        assertThat(provider.requests().getFirst().tokensSent()).isEqualTo(60);
    }

    @Test
    void answersInOnePiece() throws Exception {
        JsonNode body = JsonMapper.shared().readTree(ask(WHOLE).body());

        assertThat(body.path("type").asString()).isEqualTo("message");
        assertThat(body.at("/content/0/text").asString()).isEqualTo(Story.TEXT);
        assertThat(body.path("stop_reason").asString()).isEqualTo("end_turn");
        assertThat(body.at("/usage/input_tokens").asInt()).isEqualTo(4);
        assertThat(body.at("/usage/output_tokens").asInt()).isEqualTo(60);
    }

    @Test
    void saysErrorsInItsOwnWords() throws Exception {
        provider.answers(Script.status(529)).thenAnswers(Script.status(429));

        HttpResponse<String> overloaded = ask(WHOLE);

        assertThat(overloaded.statusCode()).isEqualTo(529);
        assertThat(overloaded.body()).contains("\"type\":\"error\"", "\"overloaded_error\"");
        assertThat(ask(WHOLE).body()).contains("\"rate_limit_error\"");
    }

    @Test
    void saysAnErrorInTheMiddleOfAnAnswer() throws Exception {
        provider.answers(Script.standard().sayAfter(3, Outburst.errorEvent()));

        assertThat(ask(STREAM).body())
                .contains("event: error\ndata: {\"type\":\"error\"", "The model crashed.")
                .doesNotContain("message_stop");
    }

    @Test
    void continuesATrailingAssistantMessage() throws Exception {
        String prefix = Story.TEXT.substring(0, 40);
        String asked = STREAM.replace(
                "story\"}",
                "story\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"" + prefix + "\"}]}");

        assertThat(prefix + joined(ask(asked).body(), "text")).isEqualTo(Story.TEXT);
    }

    @Test
    void leavesOutWhatItsQuirksSay() throws Exception {
        provider.answers(Script.text("Hi").quirks(Quirk.MISSING_DONE, Quirk.MISSING_FINISH, Quirk.MISSING_USAGE));

        assertThat(types()).doesNotContain("message_delta", "message_stop");
        assertThat(ask(STREAM).body()).doesNotContain("usage");
    }

    @Test
    void countsThePromptWithoutAnAnswer() throws Exception {
        assertThat(HttpCaller.post(provider, "/v1/messages/count_tokens", WHOLE).body())
                .isEqualTo("{\"input_tokens\":4}");
    }
}
