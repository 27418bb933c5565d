package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same scripts, performed as OpenAI Responses. */
class ResponsesTest {

    private static final String WHOLE = "{\"model\":\"m\",\"input\":\"Tell me a story\"}";
    private static final String STREAM = WHOLE.replace("\"m\"", "\"m\",\"stream\":true");

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return HttpCaller.post(provider, "/v1/responses", body);
    }

    private List<String> types() throws Exception {
        return Sse.chunks(ask(STREAM).body()).stream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    private static String joined(String body, String type) {
        return Sse.chunks(body).stream()
                .filter(event -> event.path("type").asString().equals(type))
                .map(event -> event.path("delta").asString(""))
                .reduce("", String::concat);
    }

    @Test
    void streamsItemsBetweenTheBeginningAndTheEndOfTheResponse() throws Exception {
        provider.answers(Script.tokens("One", " two").reasoning("Hm.").toolCall("t1", "weather", "{\"a\":", "1}"));

        assertThat(types())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        String body = ask(STREAM).body();
        assertThat(joined(body, "response.output_text.delta")).isEqualTo("One two");
        assertThat(joined(body, "response.reasoning_summary_text.delta")).isEqualTo("Hm.");
        assertThat(joined(body, "response.function_call_arguments.delta")).isEqualTo("{\"a\":1}");
    }

    @Test
    void numbersItsEventsAndTellsTheWholeOutputAtTheEnd() throws Exception {
        provider.answers(Script.text("Hi there").toolCall("t1", "weather", "{}"));

        List<JsonNode> events = Sse.chunks(ask(STREAM).body());

        assertThat(events.stream().map(event -> event.path("sequence_number").asInt()))
                .containsExactlyElementsOf(
                        IntStream.range(0, events.size()).boxed().toList());
        JsonNode response = events.getLast().path("response");
        assertThat(response.at("/output/0/content/0/text").asString()).isEqualTo("Hi there");
        assertThat(response.at("/output/1/call_id").asString()).isEqualTo("t1");
        assertThat(response.path("status").asString()).isEqualTo("completed");
    }

    @Test
    void countsTokensAsInEveryOtherProtocol() throws Exception {
        ask(STREAM);

        assertThat(provider.requests().getFirst().tokensSent()).isEqualTo(60);
    }

    @Test
    void answersInOnePiece() throws Exception {
        JsonNode body = JsonMapper.shared().readTree(ask(WHOLE).body());

        assertThat(body.path("object").asString()).isEqualTo("response");
        assertThat(body.at("/output/0/content/0/text").asString()).isEqualTo(Story.TEXT);
        assertThat(body.path("status").asString()).isEqualTo("completed");
        assertThat(body.at("/usage/input_tokens").asInt()).isEqualTo(4);
        assertThat(body.at("/usage/output_tokens").asInt()).isEqualTo(60);
    }

    @Test
    void saysWhyAnAnswerIsNotWhole() throws Exception {
        provider.answers(Script.text("Half").finishReason("length"));

        assertThat(types()).endsWith("response.incomplete");
        assertThat(ask(WHOLE).body())
                .contains("\"status\":\"incomplete\"", "\"incomplete_details\":{\"reason\":\"max_output_tokens\"}");
    }

    @Test
    void saysAnErrorInTheMiddleOfAnAnswer() throws Exception {
        provider.answers(Script.standard().sayAfter(3, Outburst.errorEvent()))
                .thenAnswers(Script.standard().sayAfter(3, Outburst.errorChunk()));

        assertThat(ask(STREAM).body())
                .contains("event: error\ndata: {\"type\":\"error\"", "The model crashed.")
                .doesNotContain("response.completed");
        assertThat(ask(STREAM).body())
                .contains("event: response.failed", "The model crashed.")
                .doesNotContain("response.completed");
    }

    @Test
    void continuesATrailingAssistantMessage() throws Exception {
        String prefix = Story.TEXT.substring(0, 40);
        String asked = STREAM.replace(
                "\"Tell me a story\"",
                "[{\"role\":\"user\",\"content\":\"Tell me a story\"},{\"type\":\"message\",\"role\":\"assistant\",\"content\":"
                        + "[{\"type\":\"output_text\",\"text\":\"" + prefix + "\"}]}]");

        assertThat(prefix + joined(ask(asked).body(), "response.output_text.delta"))
                .isEqualTo(Story.TEXT);
    }

    @Test
    void leavesOutWhatItsQuirksSay() throws Exception {
        provider.answers(Script.text("Hi").quirks(Quirk.MISSING_FINISH))
                .thenAnswers(Script.text("Hi").quirks(Quirk.MISSING_USAGE));

        assertThat(types()).doesNotContain("response.completed");
        assertThat(ask(STREAM).body()).contains("response.completed").doesNotContain("input_tokens");
    }
}
