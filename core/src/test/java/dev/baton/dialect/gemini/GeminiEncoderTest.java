package dev.baton.dialect.gemini;

import static dev.baton.dialect.gemini.Responses.content;
import static dev.baton.dialect.gemini.Responses.finished;
import static dev.baton.dialect.gemini.Responses.response;
import static dev.baton.dialect.gemini.Responses.said;
import static dev.baton.dialect.gemini.Responses.sse;
import static dev.baton.dialect.gemini.Responses.text;
import static dev.baton.dialect.gemini.Responses.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.ApiError;
import dev.baton.dialect.Expected;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GeminiEncoderTest {

    private static final Part.Finish STOP = new Part.Finish(0, FinishReason.STOP);

    private GeminiEncoder encoder = encoder(GeminiFraming.EVENTS);
    private final StringBuilder written = new StringBuilder();

    private static GeminiEncoder encoder(GeminiFraming framing) {
        return new GeminiEncoder(framing, new Head("req-1", 0, "chat"));
    }

    /** What a target of the client's dialect says. */
    private void relay(String... pieces) {
        AnswerReader reader = new GeminiProvider().streamReader(new Expected(1, true, true));
        for (String piece : pieces) {
            reader.read(utf8(piece), event -> written.append(new String(encoder.encode(event), UTF_8)));
        }
    }

    /** What comes of another dialect, or behind a seam. */
    private void make(Part... parts) {
        written.append(new String(encoder.encode(AnswerEvent.of(Head.NONE, List.of(parts))), UTF_8));
    }

    private String end() {
        written.append(new String(encoder.end(), UTF_8));
        return written.toString();
    }

    @Test
    void passesOnTheResponsesOfATargetOfTheClientsDialectAsTheyCame() {
        String answer = sse(response(content("{\"text\": \"Hm\",\"thought\":true,\"odd\":1.0}"), ""))
                + sse(said("Hi"))
                + sse(finished("", "STOP"));

        relay(answer);

        assertThat(end()).isEqualTo(answer);
    }

    @Test
    void writesOneResponseALineWhereOneCameOnSeveral() {
        relay("data: {\"candidates\":\ndata: [{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n");

        assertThat(written).hasToString(sse("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}"));
    }

    @Test
    void goesOnUnderTheSameNameBehindASeam() {
        relay(sse(said("One ")));

        make(new Part.Text(0, "whole."), STOP, new Part.Usage(9, 4, true, null));

        assertThat(end())
                .isEqualTo(sse(said("One "))
                        + sse("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"whole.\"}],\"role\":\"model\"},"
                                + "\"index\":0}],\"modelVersion\":\"g-x\",\"responseId\":\"r1\"}")
                        + sse("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},"
                                + "\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,"
                                + "\"candidatesTokenCount\":4,\"totalTokenCount\":13},\"baton\":{\"usage\":\"estimated\"},"
                                + "\"modelVersion\":\"g-x\",\"responseId\":\"r1\"}"));
    }

    @Test
    void writesCallsWholeWithTheFinish() {
        make(new Part.ToolCall(0, 0, "call_1", "weather", "{\"city\":"));
        make(new Part.ToolCall(0, 0, null, null, "\"Rome\"}"), new Part.ToolCall(0, 1, null, "time", ""));
        assertThat(written).isEmpty();

        make(new Part.Finish(0, FinishReason.TOOL_CALLS));

        assertThat(end())
                .contains("{\"functionCall\":{\"id\":\"call_1\",\"name\":\"weather\",\"args\":{\"city\":\"Rome\"}}},"
                        + "{\"functionCall\":{\"name\":\"time\",\"args\":{}}}]")
                .contains("\"finishReason\":\"STOP\"")
                .containsOnlyOnce("data: ");
    }

    @Test
    void tellsOfACallThatNobodyCanReadInTheProtocolsOwnWord() {
        make(new Part.ToolCall(0, 0, "call_1", "weather", "{\"city\":"), new Part.Finish(0, FinishReason.TOOL_CALLS));

        assertThat(end())
                .contains("\"finishReason\":\"MALFORMED_FUNCTION_CALL\"")
                .doesNotContain("functionCall\":");
    }

    @Test
    void tellsOfALimitThatCutACall() {
        make(new Part.ToolCall(0, 0, "call_1", "weather", "{\"city\":"), new Part.Finish(0, FinishReason.LENGTH));

        assertThat(end()).contains("\"finishReason\":\"MAX_TOKENS\"");
    }

    @Test
    void writesThoughtsAsSuchAndNoSignatureOfAnother() {
        make(new Part.Reasoning(0, "Hm."), new Part.Signature(0, "s"), new Part.Redacted(0, "x"));

        assertThat(written)
                .hasToString(sse("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm.\",\"thought\":true}],"
                        + "\"role\":\"model\"},\"index\":0}],\"modelVersion\":\"chat\",\"responseId\":\"req-1\"}"));
    }

    @Test
    void streamsAListToClientsThatDoNotAskForEvents() {
        encoder = encoder(GeminiFraming.LIST);

        relay(sse(said("One ")));
        make(new Part.Text(0, "whole."), STOP);

        JsonNode list = JsonMapper.shared().readTree(end());
        assertThat(written.toString()).startsWith("[" + said("One ") + ",\r\n").endsWith("}\n]\n");
        assertThat(list).hasSize(3);
        assertThat(list.path(2).at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
        assertThat(encoder.contentType()).startsWith("application/json");
    }

    @Test
    void endsAListThatAnErrorEnds() {
        encoder = encoder(GeminiFraming.LIST);
        relay(sse(said("One ")));

        written.append(new String(encoder.error(ApiError.internal()), UTF_8));

        JsonNode list = JsonMapper.shared().readTree(written.toString());
        assertThat(list.path(1).at("/error/status").asString()).isEqualTo("INTERNAL");
    }

    @Test
    void tellsAnErrorInAnEventWithoutAName() {
        relay(sse(said("One ")));

        String error = new String(encoder.error(ApiError.internal()), UTF_8);

        assertThat(error)
                .isEqualTo(sse("{\"error\":{\"code\":500,\"message\":\"The gateway failed; its log says more.\","
                        + "\"status\":\"INTERNAL\"}}"));
    }

    @Test
    void hasNoSignOfLifeAndNoComments() {
        assertThat(encoder.keepAlive()).isEmpty();
        assertThat(encoder.comment("attempt 1")).isEmpty();
    }

    @Test
    void makesAnAnswerInOnePieceOfWhatAnotherDialectSaid() {
        AnswerEvent answer = AnswerEvent.of(
                new Head("", 7, "gpt-x"),
                List.of(
                        new Part.Reasoning(0, "Hm."),
                        new Part.Text(0, "Hi"),
                        STOP,
                        new Part.Usage(9, 6, new Part.Usage.Details(3, 0, 2), false, null)));

        assertThat(new String(encoder.whole(answer), UTF_8))
                .isEqualTo("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm.\",\"thought\":true}," + text("Hi")
                        + "],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{"
                        + "\"promptTokenCount\":9,\"candidatesTokenCount\":4,\"thoughtsTokenCount\":2,"
                        + "\"cachedContentTokenCount\":3,\"totalTokenCount\":15},"
                        + "\"modelVersion\":\"gpt-x\",\"responseId\":\"req-1\"}");
    }
}
