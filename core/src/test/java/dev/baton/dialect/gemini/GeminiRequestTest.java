package dev.baton.dialect.gemini;

import static dev.baton.dialect.gemini.Responses.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientRequest;
import dev.baton.prompt.Content;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Source;
import dev.baton.prompt.Thinking;
import dev.baton.prompt.Tools;
import dev.baton.prompt.Turn;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GeminiRequestTest {

    private static final Target TARGET = Targets.gemini("gemini-2.5-flash", Continuation.PREFILL);
    private static final String HELLO = "\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]";

    private static ClientRequest request(String fields) {
        return request("/v1beta/models/chat:streamGenerateContent", "alt=sse", fields);
    }

    private static ClientRequest request(String path, String query, String fields) {
        return new GeminiDialect().read(new ClientCall(path, query, name -> null, utf8("{" + fields + "}")));
    }

    private static String body(ClientRequest request, Step step, String delivered) {
        return new String(request.bodyFor(step, delivered), UTF_8);
    }

    private static String body(ClientRequest request, Opening opening, String delivered) {
        return body(request, new Step(TARGET, opening), delivered);
    }

    @Test
    void takesModelAndStreamingFromThePath() {
        ClientRequest streaming = request(HELLO);
        ClientRequest whole = request("/v1/models/chat:generateContent", null, HELLO);

        assertThat(streaming.model()).isEqualTo("chat");
        assertThat(streaming.isStreaming()).isTrue();
        assertThat(streaming.query()).as("a key may stand there").isEmpty();
        assertThat(whole.isStreaming()).isFalse();
        assertThat(whole.traits().dialect()).isEqualTo(Protocol.GEMINI);
    }

    @Test
    void passesTheClientsBytesOn() {
        String fields = "\"odd\" : [1.50],\n \"generation_config\":{\"top_k\":40.0}," + HELLO;

        assertThat(body(request(fields), Opening.RESTART, "")).isEqualTo("{" + fields + "}");
    }

    @Test
    void namesTheTargetsModelWhereTheClientHasItInTheBodyToo() {
        assertThat(body(request("\"model\":\"models/chat\"," + HELLO), Opening.RESTART, ""))
                .isEqualTo("{\"model\":\"models/gemini-2.5-flash\"," + HELLO + "}");
    }

    @Test
    void handsTheDeliveredTextOverInATurnOfTheModel() {
        ClientRequest request = request(
                HELLO
                        + ",\"generationConfig\":{\"maxOutputTokens\":100,\"responseMimeType\":\"application/json\",\"topP\":0.5}");

        assertThat(body(request, Opening.PREFILL, "One two three \n"))
                .isEqualTo("{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]},"
                        + "{\"role\":\"model\",\"parts\":[{\"text\":\"One two three\"}]}],"
                        + "\"generationConfig\":{\"maxOutputTokens\":97,\"topP\":0.5}}");
    }

    @Test
    void changesFieldsInTheSpellingThatTheClientHas() {
        ClientRequest request = request(
                "\"contents\":{\"parts\":{\"text\":\"Hi\"}},"
                        + "\"generation_config\":{\"max_output_tokens\":100,\"response_json_schema\":{},\"thinking_config\":{}}");

        assertThat(body(request, new Step(TARGET, Opening.PREFILL, true), "One two three"))
                .isEqualTo(
                        "{\"contents\":[{\"parts\":{\"text\":\"Hi\"}},"
                                + "{\"role\":\"model\",\"parts\":[{\"text\":\"One two three\"}]}],"
                                + "\"generation_config\":{\"max_output_tokens\":97,\"thinkingConfig\":{\"thinkingBudget\":0}}}");
    }

    @Test
    void asksAModelThatDoesNotGoOnToRepeatTheEndFirst() {
        String text = "Once there was a lighthouse keeper who wrote letters.";

        assertThat(body(request(HELLO), Opening.ANCHOR, text + " "))
                .contains("{\"role\":\"model\",\"parts\":[{\"text\":\"" + text + "\"}]},"
                        + "{\"role\":\"user\",\"parts\":[{\"text\":\"Your last message was cut off.");
    }

    @Test
    void signsCallsOfOthersForModelsThatWantASignature() {
        String call = "{\"functionCall\":{\"name\":\"f\",\"args\":{}}";
        String contents = "\"contents\":[{\"role\":\"model\",\"parts\":[" + call + "}," + call + "}]},"
                + "{\"role\":\"model\",\"parts\":[" + call + ",\"thoughtSignature\":\"own\"}]}]";
        Step three = new Step(Targets.gemini("gemini-3-pro", Continuation.NONE), Opening.RESTART);

        assertThat(body(request(contents), three, ""))
                .isEqualTo("{\"contents\":[{\"role\":\"model\",\"parts\":[" + call
                        + ",\"thoughtSignature\":\"skip_thought_signature_validator\"}," + call + "}]},"
                        + "{\"role\":\"model\",\"parts\":[" + call + ",\"thoughtSignature\":\"own\"}]}]}");
        assertThat(body(request(contents), Opening.RESTART, "")).isEqualTo("{" + contents + "}");
    }

    @Test
    void knowsWhatMattersWhenItsAnswerBreaks() {
        assertThat(request(HELLO).traits().continuable()).isTrue();
        assertThat(request(HELLO).traits().prefillable()).isTrue();
        assertThat(request(HELLO + ",\"generationConfig\":{\"temperature\":0}")
                        .traits()
                        .deterministic())
                .isTrue();
        assertThat(request(HELLO + ",\"tools\":[{\"google_search\":{}}]")
                        .traits()
                        .continuable())
                .isFalse();
        assertThat(request(HELLO + ",\"generationConfig\":{\"candidateCount\":2}")
                        .traits()
                        .continuable())
                .isFalse();
        assertThat(request(HELLO + ",\"generationConfig\":{\"responseModalities\":[\"IMAGE\"]}")
                        .traits()
                        .continuable())
                .isFalse();
        assertThat(request("\"contents\":[{\"role\":\"model\",\"parts\":[{\"text\":\"Well\"}]}]")
                        .traits()
                        .prefillable())
                .isFalse();
    }

    @Test
    void knowsWhatTheWholeAnswerHasToKeepTo() {
        var terms = request(
                        HELLO
                                + ",\"generationConfig\":{\"maxOutputTokens\":50,\"stopSequences\":[\"END\"],"
                                + "\"responseSchema\":{\"type\":\"ARRAY\",\"items\":{\"type\":\"INTEGER\"},\"minItems\":\"1\"}}")
                .traits()
                .terms();

        assertThat(terms.stops()).containsExactly("END");
        assertThat(terms.mostTokens()).isEqualTo(50);
        assertThat(terms.format().faultOf("[1,2]")).isEmpty();
        assertThat(terms.format().faultOf("[]")).isPresent();
        assertThat(terms.format().faultOf("{\"b\":1}")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\":1 | contents",
                "\"contents\":\"Hi\" | contents",
                "\"contents\":[],\"generationConfig\":[] | generationConfig",
                "\"contents\":[],\"generationConfig\":{\"candidateCount\":0} | generationConfig.candidateCount"
            })
    void namesTheFieldThatIsNotWhatItMustBe(String fields, String name) {
        assertThatThrownBy(() -> request(fields))
                .isInstanceOfSatisfying(
                        BadRequest.class, bad -> assertThat(bad.param()).isEqualTo(name));
    }

    @Test
    void refusesAFramingThatNobodyHas() {
        assertThatThrownBy(() -> request("/v1/models/chat:streamGenerateContent", "alt=proto", HELLO))
                .isInstanceOfSatisfying(
                        BadRequest.class, bad -> assertThat(bad.param()).isEqualTo("alt"));
    }

    @Test
    void readsWhatIsSaidInEitherSpelling() {
        var prompt = request("\"system_instruction\":{\"parts\":{\"text\":\"Be brief.\"}},"
                        + "\"contents\":[{\"parts\":[{\"inline_data\":{\"mime_type\":\"image/png\",\"data\":\"iVBO\"}},"
                        + "{\"fileData\":{\"fileUri\":\"https://example.com/a.pdf\"}},"
                        + "{\"inlineData\":{\"mimeType\":\"audio/mpeg\",\"data\":\"AAAA\"}}]},"
                        + "{\"role\":\"model\",\"parts\":[{\"text\":\"Hm.\",\"thought\":true,\"thoughtSignature\":\"s\"},"
                        + "{\"text\":\"Well\"}]}]")
                .prompt();

        assertThat(prompt.turns())
                .containsExactly(
                        Turn.of(Turn.Role.SYSTEM, "Be brief."),
                        new Turn(
                                Turn.Role.USER,
                                List.of(
                                        new Content.Image(new Source.Inline("image/png", "iVBO"), null),
                                        new Content.File(new Source.Link("https://example.com/a.pdf"), null),
                                        new Content.Audio("mp3", "AAAA"))),
                        new Turn(
                                Turn.Role.ASSISTANT,
                                List.of(new Content.Reasoning("Hm.", null), new Content.Text("Well"))));
    }

    @Test
    void givesResultsToTheirCallsByIdAndElseByNameInTheirOrder() {
        var turns = request(
                        "\"contents\":[{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{\"n\":1}}},"
                                + "{\"functionCall\":{\"name\":\"f\"}},{\"functionCall\":{\"id\":\"x\",\"name\":\"f\"}}]},"
                                + "{\"role\":\"function\",\"parts\":["
                                + "{\"functionResponse\":{\"id\":\"x\",\"name\":\"f\",\"response\":{\"output\":\"third\"}}},"
                                + "{\"functionResponse\":{\"name\":\"f\",\"response\":{\"a\":1}}},"
                                + "{\"functionResponse\":{\"name\":\"f\",\"response\":{\"error\":\"second failed\"}}}]}]")
                .prompt()
                .turns();

        assertThat(turns.getFirst().content())
                .containsExactly(
                        new Content.ToolCall("call_1", "f", "{\"n\":1}"),
                        new Content.ToolCall("call_2", "f", "{}"),
                        new Content.ToolCall("x", "f", "{}"));
        assertThat(turns.getLast().content())
                .containsExactly(
                        new Content.ToolResult("x", List.of(new Content.Text("third")), false),
                        new Content.ToolResult("call_1", List.of(new Content.Text("{\"a\":1}")), false),
                        new Content.ToolResult("call_2", List.of(new Content.Text("second failed")), true));
    }

    @Test
    void readsToolsAndTheirSchemas() {
        Tools tools = request(
                        HELLO
                                + ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":{\"type\":\"OBJECT\","
                                + "\"properties\":{\"type\":{\"type\":\"STRING\",\"nullable\":true}},\"propertyOrdering\":[\"type\"]}}]}],"
                                + "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}}")
                .prompt()
                .tools();

        assertThat(tools.choice()).isEqualTo(new Tools.Choice.Named("f"));
        assertThat(tools.declared().getFirst().parameters())
                .isEqualTo(json("{\"type\":\"object\",\"properties\":{\"type\":{\"type\":[\"string\",\"null\"]}}}"));
    }

    @Test
    void readsFormatAndThinking() {
        var schema = request(HELLO + ",\"generationConfig\":{\"responseJsonSchema\":{\"type\":\"object\"},"
                        + "\"thinkingConfig\":{\"thinkingBudget\":0}}")
                .prompt();
        assertThat(schema.format()).isEqualTo(new OutputFormat.Schema("", json("{\"type\":\"object\"}"), false));
        assertThat(schema.thinking()).isEqualTo(Thinking.NONE);

        var json = request(HELLO + ",\"generationConfig\":{\"responseMimeType\":\"application/json\",\"topK\":40.0,"
                        + "\"thinkingConfig\":{\"includeThoughts\":true}}")
                .prompt();
        assertThat(json.format()).isEqualTo(new OutputFormat.Json());
        assertThat(json.thinking()).isEqualTo(new Thinking(null, null));
        assertThat(json.sampling().topK()).isEqualTo(40);
        assertThat(request(HELLO).prompt().thinking()).isNull();
    }

    @Test
    void sortsWhatOnlyThisProtocolCanSay() {
        var particulars = request(HELLO
                        + ",\"tools\":[{\"googleSearch\":{}}],\"cachedContent\":\"c\",\"safetySettings\":[{\"a\":1}],"
                        + "\"generationConfig\":{\"mediaResolution\":\"LOW\",\"responseModalities\":[\"AUDIO\"]}")
                .prompt()
                .particulars();

        assertThat(particulars.binding())
                .containsExactlyInAnyOrder(
                        "tools[0].googleSearch", "cachedContent", "generationConfig.responseModalities");
        assertThat(particulars.hints()).containsExactlyInAnyOrder("safetySettings", "generationConfig.mediaResolution");
    }

    @Test
    void namesHowCloselyToLookAtAPart() {
        String part = "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AA\"},"
                + "\"media_resolution\":{\"level\":\"MEDIA_RESOLUTION_HIGH\"}}";

        assertThat(request("\"contents\":[{\"parts\":[" + part + "]}]")
                        .prompt()
                        .particulars()
                        .hints())
                .containsExactly("contents[].parts[].mediaResolution");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fileData\":{\"fileUri\":\"https://www.youtube.com/watch?v=1\"}}",
                "{\"inlineData\":{\"mimeType\":\"video/mp4\",\"data\":\"AA\"}}",
                "{\"executableCode\":{\"code\":\"1\"}}"
            })
    void bindsWhatNobodyElseCanWatchOrRun(String part) {
        assertThat(request("\"contents\":[{\"parts\":[" + part + "]}]")
                        .prompt()
                        .particulars()
                        .binding())
                .isNotEmpty();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
