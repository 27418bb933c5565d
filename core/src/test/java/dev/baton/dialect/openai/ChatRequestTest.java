package dev.baton.dialect.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.answer.AnswerFormat;
import dev.baton.answer.Terms;
import dev.baton.dialect.BadRequest;
import dev.baton.resilience.Opening;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import dev.baton.splice.Anchor;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatRequestTest {

    private static final String GREETING = "[{\"role\":\"user\",\"content\":\"Hi\"}]";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Step RESTART = new Step(Targets.target("b"), Opening.RESTART);

    /** A request with these fields besides model and messages. */
    private static ChatRequest request(String fields) {
        return parse("{\"model\":\"chat\",\"messages\":" + GREETING + fields + "}");
    }

    private static ChatRequest parse(String body) {
        return ChatRequest.parse(body.getBytes(UTF_8));
    }

    private static String body(ChatRequest request, Step step, String delivered) {
        return new String(request.bodyFor(step, delivered), UTF_8);
    }

    private static JsonNode prefilled(ChatRequest request, Continuation continuation, String delivered) {
        Step step = new Step(Targets.target("c", continuation), Opening.PREFILL);
        return JSON.readTree(request.bodyFor(step, delivered));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"messages\":[]}|model|'model' is missing (expected: a model name).",
                "{\"model\":1,\"messages\":[]}|model|'model' is number (expected: a model name).",
                "{\"model\":\" \",\"messages\":[]}|model|'model' is string (expected: a model name).",
                "{\"model\":null,\"messages\":[]}|model|'model' is null (expected: a model name).",
                "{\"model\":\"m\"}|messages|'messages' is missing (expected: an array of messages).",
                "{\"model\":\"m\",\"messages\":{}}|messages|'messages' is object (expected: an array of messages).",
                "{\"model\":\"m\",\"messages\":[],\"stream\":\"true\"}|stream"
                        + "|'stream' is string (expected: true or false).",
                "{\"model\":\"m\",\"messages\":[],\"stream\":1}|stream|'stream' is number (expected: true or false).",
                "{\"model\":\"m\",\"messages\":[],\"stream\":true,\"stream_options\":[]}|stream_options"
                        + "|'stream_options' is array (expected: an object).",
                "{\"model\":\"m\",\"messages\":[],\"n\":0}|n|'n' is 0 (expected: a whole number from 1 to 128).",
                "{\"model\":\"m\",\"messages\":[],\"n\":1.5}|n|'n' is 1.5 (expected: a whole number from 1 to 128).",
                "{\"model\":\"m\",\"messages\":[],\"n\":129}|n|'n' is 129 (expected: a whole number from 1 to 128).",
                "{\"model\":\"m\",\"messages\":[],\"n\":99999999999}|n"
                        + "|'n' is 99999999999 (expected: a whole number from 1 to 128).",
                "{\"model\":\"m\",\"messages\":[],\"n\":\"1\"}|n|'n' is string (expected: a whole number from 1 to 128)."
            })
    void refusesAFieldThatDecidesAboutTheWay(String body, String field, String message) {
        assertThatThrownBy(() -> parse(body)).isInstanceOfSatisfying(BadRequest.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.code()).isEqualTo("invalid_value");
            assertThat(refusal.param()).isEqualTo(field);
            assertThat(refusal.text()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"m\"",
                "{\"model\":\"m\"",
                "{\"model\":\"m\",\"messages\":[]} x",
                "{\"model\":\"a\",\"model\":\"b\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"role\":\"assistant\"}]}"
            })
    void refusesWhatIsNotOneJsonObject(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOfSatisfying(BadRequest.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.code()).isEqualTo("invalid_json");
            assertThat(refusal.param()).isNull();
        });
    }

    @Test
    void refusesATextThatIsNotUtf8WithoutQuotingIt() {
        byte[] body = "{\"model\":\"m\",\"messages\":[\"sécret\"]}".getBytes(ISO_8859_1);

        assertThatThrownBy(() -> ChatRequest.parse(body))
                .isInstanceOfSatisfying(
                        BadRequest.class, refusal -> assertThat(refusal.text()).doesNotContain("cret"));
    }

    @Test
    void readsWhatTheClientWants() {
        ChatRequest plain = request("");
        ChatRequest streaming = request(",\"stream\":true,\"n\":3");
        ChatRequest counting = request(",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        ChatRequest nothing = request(",\"stream\":null,\"stream_options\":null,\"n\":null");

        assertThat(plain.model()).isEqualTo("chat");
        assertThat(plain.isStreaming()).isFalse();
        assertThat(plain.wantsUsage()).isTrue();
        assertThat(plain.choices()).isEqualTo(1);
        assertThat(streaming.isStreaming()).isTrue();
        assertThat(streaming.wantsUsage()).isFalse();
        assertThat(streaming.choices()).isEqualTo(3);
        assertThat(counting.wantsUsage()).isTrue();
        assertThat(nothing.isStreaming()).isFalse();
        assertThat(nothing.choices()).isEqualTo(1);
    }

    record Traits(String fields, RequestTraits expected) {
        @Override
        public String toString() {
            return fields;
        }
    }

    static Stream<Traits> traits() {
        return Stream.of(
                new Traits("", new RequestTraits(true, true, false)),
                new Traits(",\"n\":2", new RequestTraits(false, true, false)),
                new Traits(",\"logprobs\":true", new RequestTraits(false, true, false)),
                new Traits(",\"logprobs\":false", new RequestTraits(true, true, false)),
                new Traits(",\"response_format\":{\"type\":\"text\"}", new RequestTraits(true, true, false)),
                new Traits(",\"response_format\":null", new RequestTraits(true, true, false)),
                new Traits(",\"top_logprobs\":2", new RequestTraits(false, true, false)),
                new Traits(",\"logprobs\":5", new RequestTraits(false, true, false)),
                new Traits(",\"n\":2,\"temperature\":0", new RequestTraits(false, true, true)),
                new Traits(",\"modalities\":[\"text\"]", new RequestTraits(true, true, false)),
                new Traits(",\"modalities\":[\"text\",\"audio\"]", new RequestTraits(false, true, false)),
                new Traits(",\"web_search_options\":{}", new RequestTraits(false, true, false)),
                new Traits(",\"guided_json\":{}", new RequestTraits(true, false, false)),
                new Traits(",\"grammar\":\"root ::= x\",\"seed\":1", new RequestTraits(true, false, true)),
                new Traits(",\"structured_outputs\":null", new RequestTraits(true, true, false)),
                new Traits(",\"response_format\":{\"type\":\"grammar\"}", new RequestTraits(true, false, false)),
                new Traits(",\"temperature\":0", new RequestTraits(true, true, true)),
                new Traits(",\"temperature\":0.0", new RequestTraits(true, true, true)),
                new Traits(",\"temperature\":0.1", new RequestTraits(true, true, false)),
                new Traits(",\"temperature\":\"0\"", new RequestTraits(true, true, false)),
                new Traits(",\"seed\":7", new RequestTraits(true, true, true)),
                new Traits(",\"seed\":null", new RequestTraits(true, true, false)));
    }

    @ParameterizedTest
    @MethodSource("traits")
    void knowsWhatMattersWhenTheAnswerBreaks(Traits row) {
        assertThat(request(row.fields).traits()).isEqualTo(row.expected);
    }

    @Test
    void knowsWhatTheWholeAnswerHasToKeepTo() {
        Terms plain = request("").traits().terms();
        Terms one = request(",\"stop\":\"END\",\"max_tokens\":9,\"max_completion_tokens\":7")
                .traits()
                .terms();
        Terms odd = request(",\"stop\":[\"a\",\"\",7],\"max_tokens\":0,\"max_completion_tokens\":\"7\"")
                .traits()
                .terms();

        assertThat(plain).isEqualTo(Terms.NONE);
        assertThat(one).isEqualTo(new Terms(List.of("END"), 7, AnswerFormat.ANY));
        assertThat(odd).isEqualTo(new Terms(List.of("a"), 1, AnswerFormat.ANY));
    }

    @Test
    void knowsWhichJsonTheWholeAnswerHasToBe() {
        RequestTraits object =
                request(",\"response_format\":{\"type\":\"json_object\"}").traits();
        RequestTraits schema = request(",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                        + "{\"name\":\"n\",\"schema\":{\"required\":[\"a\"]}}}")
                .traits();
        RequestTraits noSchema =
                request(",\"response_format\":{\"type\":\"json_schema\"}").traits();

        assertThat(object.continuable() && object.prefillable()).isTrue();
        assertThat(object.terms().format().faultOf("{}")).isEmpty();
        assertThat(object.terms().format().faultOf("[]")).isPresent();
        assertThat(schema.continuable() && schema.prefillable()).isTrue();
        assertThat(schema.terms().format().faultOf("{\"a\":1}")).isEmpty();
        assertThat(schema.terms().format().faultOf("{}")).isPresent();
        assertThat(noSchema.terms().format().faultOf("{}")).isEmpty();
        assertThat(noSchema.terms().format().faultOf("x")).isPresent();
    }

    @Test
    void knowsARequestThatIsPrefilledAlready() {
        ChatRequest request = parse("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"assistant\",\"content\":\"b\"}]}");

        assertThat(request.traits().prefillable()).isFalse();
    }

    @Test
    void replacesTheModelAndNothingElse() {
        String text = "{ \"temperature\" : 1.50 ,\"model\":\"chat\", \"messages\":[ {\"role\":\"user\",\"content\":"
                + "\"\\u00e9 😀 \\/\"} ],\"x_unknown\":{\"a\":[1e5,-0.0]},\n\"metadata\":{\"model\":\"chat\"} }";

        assertThat(body(parse(text), RESTART, "ignored")).isEqualTo(text.replaceFirst("\"chat\"", "\"model-of-b\""));
    }

    @Test
    void alwaysAsksAStreamForItsUsage() {
        assertThat(body(request(",\"stream\":true"), RESTART, ""))
                .endsWith(",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertThat(body(request(",\"stream\":true,\"stream_options\":null"), RESTART, ""))
                .endsWith("\"stream_options\":{\"include_usage\":true}}");
        assertThat(JSON.readTree(body(
                                request(",\"stream_options\":{\"include_usage\":false,\"include_obfuscation\":false},"
                                        + "\"stream\":true"),
                                RESTART,
                                ""))
                        .path("stream_options"))
                .isEqualTo(JSON.readTree("{\"include_usage\":true,\"include_obfuscation\":false}"));
        assertThat(body(request(""), RESTART, "")).doesNotContain("stream_options");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "PREFILL|-|-",
                "PREFIX_FLAG|prefix|-",
                "PARTIAL_FLAG|partial|-",
                "CONTINUE_FINAL_MESSAGE|-|continue_final_message"
            })
    void handsTheDeliveredTextToEachKindOfServer(Continuation kind, String onMessage, String onRequest) {
        JsonNode body = prefilled(request(",\"tools\":[1]"), kind, "The capital \"é😀\" \n ");

        JsonNode last = body.path("messages").get(1);
        assertThat(body.path("messages")).hasSize(2);
        assertThat(last.path("role").asString()).isEqualTo("assistant");
        assertThat(last.path("content").asString()).isEqualTo("The capital \"é😀\"");
        assertThat(last.propertyNames()).hasSize(onMessage == null ? 2 : 3);
        assertThat(onMessage == null || last.path(onMessage).asBoolean()).isTrue();
        assertThat(body.has("continue_final_message")).isEqualTo(onRequest != null);
        assertThat(body.path("add_generation_prompt").isBoolean()).isEqualTo(onRequest != null);
        assertThat(body.path("add_generation_prompt").asBoolean(false)).isFalse();
    }

    @Test
    void replacesFlagsThatTheClientSetItself() {
        JsonNode body = prefilled(
                request(",\"add_generation_prompt\":true"), Continuation.CONTINUE_FINAL_MESSAGE, "The capital");

        assertThat(body.path("add_generation_prompt").asBoolean()).isFalse();
        assertThat(body.path("continue_final_message").asBoolean()).isTrue();
    }

    @Test
    void replaysTheRequestAsItWas() {
        Step replay = new Step(Targets.target("b"), Opening.REPLAY);

        assertThat(body(request(",\"max_tokens\":9"), replay, "The capital"))
                .isEqualTo(body(request(",\"max_tokens\":9"), RESTART, ""));
    }

    @ParameterizedTest
    @CsvSource({"100,90", "10,1", "3,1"})
    void takesTheTokensThatAreSpentOffTheLimit(int limit, int left) {
        String delivered = "x".repeat(40);

        JsonNode body = prefilled(
                request(",\"max_tokens\":" + limit + ",\"max_completion_tokens\":" + limit),
                Continuation.PREFILL,
                delivered);

        assertThat(body.path("max_tokens").asInt()).isEqualTo(left);
        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(left);
    }

    private static JsonNode anchored(ChatRequest request, String delivered) {
        return JSON.readTree(request.bodyFor(new Step(Targets.target("c"), Opening.ANCHOR), delivered));
    }

    @Test
    void asksToRepeatTheEndInAMessageOfTheUser() {
        String delivered = "The lighthouse keeper wrote one letter every evening and gave it to the ti\n";
        ChatRequest request = request(",\"tools\":[1],\"tool_choice\":\"auto\",\"stop\":\"x\"");

        JsonNode body = anchored(request, delivered);

        JsonNode messages = body.path("messages");
        assertThat(messages).hasSize(3);
        assertThat(messages.get(1).path("role").asString()).isEqualTo("assistant");
        assertThat(messages.get(1).path("content").asString()).isEqualTo(delivered.strip());
        assertThat(messages.get(1).propertyNames()).hasSize(2);
        assertThat(messages.get(2).path("role").asString()).isEqualTo("user");
        assertThat(messages.get(2).path("content").asString())
                .isEqualTo(Anchor.of(delivered).orElseThrow().request());
        assertThat(body.path("tools")).hasSize(1);
        assertThat(body.path("tool_choice").asString()).isEqualTo("auto");
        assertThat(body.path("stop").asString()).isEqualTo("x");
        assertThat(body.has("continue_final_message")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"100,110", "10,20", "1,11"})
    void leavesRoomForWhatIsRepeated(int limit, int left) {
        // 10 tokens are spent, and an anchor of 40 characters may take 20.
        JsonNode body = anchored(request(",\"max_tokens\":" + limit), "x".repeat(40));

        assertThat(body.path("max_tokens").asInt()).isEqualTo(left);
        assertThat(body.has("max_completion_tokens")).isFalse();
    }

    @Test
    void dropsAConstraintThatIsForTheWholeAnswer() {
        ChatRequest request = request(",\"response_format\":{\"type\":\"json_object\"}");

        assertThat(prefilled(request, Continuation.PREFILL, "{\"a\":").path("response_format"))
                .isEqualTo(JSON.readTree("{\"type\":\"text\"}"));
        assertThat(anchored(request, "{\"answer\":").path("response_format"))
                .isEqualTo(JSON.readTree("{\"type\":\"text\"}"));
        assertThat(body(request, new Step(Targets.target("b"), Opening.REPLAY), "{\"a\":"))
                .contains("\"type\":\"json_object\"");
        assertThat(prefilled(request(""), Continuation.PREFILL, "a").has("response_format"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "https://api.deepseek.com/beta|v4|thinking|{\"type\":\"disabled\"}",
                "https://dashscope.aliyuncs.com/compatible-mode/v1|qwen-plus|enable_thinking|false",
                "http://localhost:11434/v1|qwen3|reasoning_effort|\"none\"",
                "http://vllm:8000/v1|qwen3|chat_template_kwargs|{\"a\":1,\"enable_thinking\":false,\"thinking\":false}"
            })
    void switchesThinkingOffInTheWayOfTheVendor(URI server, String model, String field, String value) {
        Provider provider = new Provider("p", Protocol.OPENAI, server, null, null, ConnectionReuse.POOLED);
        Target target = new Target(provider, model, Continuation.CONTINUE_FINAL_MESSAGE);
        ChatRequest request = request(",\"chat_template_kwargs\":{\"a\":1},\"reasoning_effort\":\"high\"");

        JsonNode off = JSON.readTree(request.bodyFor(new Step(target, Opening.PREFILL, true), "Hello"));
        JsonNode on = JSON.readTree(request.bodyFor(new Step(target, Opening.PREFILL, false), "Hello"));

        assertThat(off.path(field)).isEqualTo(JSON.readTree(value));
        assertThat(on.path(field)).isNotEqualTo(JSON.readTree(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "https://api.mistral.ai/v1|,\"stream\":true|",
                "https://api.mistral.ai/v1|,\"stream\":true,\"stream_options\":{\"include_usage\":true}|",
                "https://api.mistral.ai/v1|,\"stream_options\":null,\"stream\":true|",
                "https://x.cloud.databricks.com/serving-endpoints|,\"stream\":true|",
                "https://api.openai.com/v1|,\"stream\":true|{\"include_usage\":true}"
            })
    void asksForUsageWhereThatIsNotRefused(URI server, String fields, @Nullable String options) {
        Provider provider = new Provider("p", Protocol.OPENAI, server, null, null, ConnectionReuse.POOLED);
        Target target = new Target(provider, "m", Continuation.NONE);

        JsonNode sent = JSON.readTree(request(fields).bodyFor(new Step(target, Opening.RESTART), ""));

        assertThat(sent.has("stream_options")).isEqualTo(options != null);
        assertThat(sent.path("stream_options"))
                .isEqualTo(options == null ? JSON.missingNode() : JSON.readTree(options));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "https://api.mistral.ai/v1 |m    |\"max_completion_tokens\":9|\"max_tokens\":9",
                "https://api.deepseek.com  |m    |\"max_completion_tokens\":9|\"max_tokens\":9",
                "http://127.0.0.1:11434/v1 |m    |\"max_completion_tokens\":9|\"max_tokens\":9",
                "https://api.mistral.ai/v1 |m    |\"max_completion_tokens\":9,\"max_tokens\":8|\"max_tokens\":8",
                "https://api.mistral.ai/v1 |m    |\"max_tokens\":9|\"max_tokens\":9",
                "https://api.openai.com/v1 |o3   |\"max_tokens\":9|\"max_completion_tokens\":9",
                "https://api.openai.com/v1 |gpt-5|\"max_completion_tokens\":9|\"max_completion_tokens\":9",
                "https://api.openai.com/v1 |gpt-4o|\"max_tokens\":9|\"max_tokens\":9",
                "http://127.0.0.1:8000/v1  |m    |\"max_completion_tokens\":9|\"max_completion_tokens\":9"
            })
    void tellsALimitByTheNameThatTheTargetKnows(URI server, String model, String limit, String told) {
        Provider provider = new Provider("p", Protocol.OPENAI, server, null, null, ConnectionReuse.POOLED);
        Target target = new Target(provider, model, Continuation.NONE);

        String sent = body(request("," + limit), new Step(target, Opening.RESTART), "");

        assertThat(sent).isEqualTo("{\"model\":\"" + model + "\",\"messages\":" + GREETING + "," + told + "}");
    }

    @Test
    void tellsMistralShortIdsOfCallsAndNobodyElse() {
        String history =
                "{\"model\":\"chat\",\"tools\":[],\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_1234567890\"},{\"id\":\"abcdefghi\"}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"call_1234567890\",\"content\":\"1\"}]}";
        URI server = URI.create("https://api.mistral.ai/v1");
        Provider mistral = new Provider("p", Protocol.OPENAI, server, null, null, ConnectionReuse.POOLED);
        Step asked = new Step(new Target(mistral, "m", Continuation.NONE), Opening.RESTART);

        JsonNode sent = JSON.readTree(body(parse(history), asked, ""));

        String id = sent.at("/messages/0/tool_calls/0/id").asString();
        assertThat(id).matches("[a-zA-Z0-9]{9}");
        assertThat(sent.at("/messages/0/tool_calls/1/id").asString()).isEqualTo("abcdefghi");
        assertThat(sent.at("/messages/1/tool_call_id").asString()).isEqualTo(id);
        assertThat(body(parse(history), RESTART, "")).contains("call_1234567890");
    }

    @Test
    void takesWhatIsSpentOffALimitOfEitherName() {
        URI server = URI.create("https://api.mistral.ai/v1");
        Provider provider = new Provider("p", Protocol.OPENAI, server, null, null, ConnectionReuse.POOLED);
        Target target = new Target(provider, "m", Continuation.PREFIX_FLAG);

        JsonNode sent = JSON.readTree(body(
                request(",\"max_completion_tokens\":50"), new Step(target, Opening.PREFILL), "The capital of France"));

        assertThat(sent.path("max_tokens").asInt()).isBetween(40, 49);
        assertThat(sent.has("max_completion_tokens")).isFalse();
    }

    @Test
    void leavesALimitThatIsNoneToTheProvider() {
        JsonNode body = prefilled(request(",\"max_tokens\":null"), Continuation.PREFILL, "The capital");

        assertThat(body.path("max_tokens").isNull()).isTrue();
        assertThat(body.has("max_completion_tokens")).isFalse();
    }

    @Test
    void prefillsARequestWithoutMessages() {
        JsonNode body = prefilled(parse("{\"messages\":[ ],\"model\":\"m\"}"), Continuation.PREFILL, "Hello");

        assertThat(body.path("messages")).hasSize(1);
    }

    @Test
    void writesAModelNameThatNeedsEscapes() {
        Step step = new Step(new Target(Targets.target("b").provider(), "a\"b\\c", Continuation.NONE), Opening.RESTART);

        assertThat(JSON.readTree(body(request(""), step, "")).path("model").asString())
                .isEqualTo("a\"b\\c");
    }
}
