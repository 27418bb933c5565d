package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same scripts, performed as Google Gemini. */
class GeminiTest {

    private static final String ASKED =
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Tell me a story\"}]}]}";

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    private HttpResponse<String> whole(String body) throws Exception {
        return HttpCaller.post(provider, "/v1beta/models/m:generateContent", body);
    }

    private HttpResponse<String> stream(String body) throws Exception {
        return HttpCaller.post(provider, "/v1beta/models/m:streamGenerateContent?alt=sse", body);
    }

    private static List<JsonNode> parts(String body) {
        return Sse.chunks(body).stream()
                .map(chunk -> chunk.at("/candidates/0/content/parts/0"))
                .toList();
    }

    private static String text(String body) {
        return parts(body).stream().map(part -> part.path("text").asString("")).reduce("", String::concat);
    }

    @Test
    void streamsResponsesOfWhichTheLastIsFinished() throws Exception {
        provider.answers(Script.tokens("One", " two").reasoning("Hm.").toolCall("t1", "weather", "{\"a\":", "1}"));

        String body = stream(ASKED).body();

        List<JsonNode> parts = parts(body);
        assertThat(parts).hasSize(5);
        assertThat(parts.getFirst().path("thought").asBoolean()).isTrue();
        assertThat(parts.get(1).path("text").asString()).isEqualTo("One");
        assertThat(parts.get(3).at("/functionCall/args/a").asInt()).isEqualTo(1);
        JsonNode last = Sse.chunks(body).getLast();
        assertThat(last.at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
        assertThat(last.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(6);
        assertThat(last.path("modelVersion").asString()).isEqualTo("m");
        assertThat(body).doesNotContain("event:", "[DONE]");
    }

    @Test
    void countsTokensAsInEveryOtherProtocol() throws Exception {
        stream(ASKED);

        assertThat(provider.requests().getFirst().tokensSent()).isEqualTo(60);
    }

    @Test
    void isCutInTheMiddleOfACall() throws Exception {
        provider.answers(
                Script.tokens("One").toolCall("t1", "weather", "{\"a\":", "1}").dieAfter(2, Death.FIN));

        try (RawCaller caller = new RawCaller(provider)) {
            caller.send("POST /v1beta/models/m:streamGenerateContent?alt=sse HTTP/1.1\r\nHost: provider\r\n"
                    + "Connection: close\r\nContent-Length: " + ASKED.length() + "\r\n\r\n" + ASKED);

            String body = caller.hear().unchunked();

            assertThat(Sse.data(body)).hasSize(2);
            assertThat(body).contains("\"One\"").doesNotEndWith("\n");
        }
    }

    @Test
    void answersInOnePiece() throws Exception {
        JsonNode body = JsonMapper.shared().readTree(whole(ASKED).body());

        assertThat(body.at("/candidates/0/content/parts/0/text").asString()).isEqualTo(Story.TEXT);
        assertThat(body.at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
        assertThat(body.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(4);
        assertThat(body.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(60);
    }

    @Test
    void streamsAsManyCandidatesAsAreAskedFor() throws Exception {
        provider.answers(Script.tokens("One"));

        String body = stream(ASKED.replace("]}]}", "]}],\"generationConfig\":{\"candidateCount\":2}}"))
                .body();

        assertThat(Sse.chunks(body))
                .extracting(chunk -> chunk.at("/candidates/0/index").asInt())
                .containsExactly(0, 1, 0, 1);
    }

    @Test
    void saysErrorsInItsOwnWords() throws Exception {
        provider.answers(Script.status(503)).thenAnswers(Script.status(429));

        HttpResponse<String> overloaded = whole(ASKED);

        assertThat(overloaded.statusCode()).isEqualTo(503);
        assertThat(overloaded.body()).contains("\"code\":503", "\"UNAVAILABLE\"");
        assertThat(whole(ASKED).body()).contains("\"RESOURCE_EXHAUSTED\"");
    }

    @Test
    void saysAnErrorInTheMiddleOfAnAnswerAsALineThatIsNoEvent() throws Exception {
        provider.answers(Script.standard().sayAfter(3, Outburst.errorLine()));

        assertThat(stream(ASKED).body())
                .contains("\n{\"error\":{\"code\":503,\"message\":\"The model crashed.\"")
                .doesNotContain("finishReason");
    }

    @Test
    void continuesATrailingTurnOfTheModel() throws Exception {
        String prefix = Story.TEXT.substring(0, 40);
        String asked = ASKED.replace("]}]}", "]},{\"role\":\"model\",\"parts\":[{\"text\":\"" + prefix + "\"}]}]}");

        assertThat(prefix + text(stream(asked).body())).isEqualTo(Story.TEXT);
    }

    @Test
    void leavesOutWhatItsQuirksSay() throws Exception {
        provider.answers(Script.text("Hi").quirks(Quirk.MISSING_FINISH, Quirk.MISSING_USAGE));

        assertThat(stream(ASKED).body()).doesNotContain("finishReason", "usageMetadata");
    }
}
