package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official SDK for Java sees one ordinary response, or an exception: whatever happens behind the gateway, and whatever is spoken
 * there. In the names of the models {@code responses}, {@code chat} and {@code claude} say what a target speaks.
 */
class OpenAiJavaResponsesTest {

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              providers:
                b-responses: { protocol: responses, base-url: "{b}" }
                b-chat: { base-url: "{b}" }
                c-responses: { protocol: responses, base-url: "{c}", continuation: prefill }
                c-chat: { base-url: "{c}", continuation: prefill }
                c-claude: { protocol: anthropic, base-url: "{c}", continuation: prefill }
              defaults: { retry: { backoff: 10ms } }
              models:
                responses-responses: { targets: [b-responses/m-1, c-responses/m-2] }
                responses-chat: { targets: [b-responses/m-1, c-chat/m-2] }
                responses-claude: { targets: [b-responses/m-1, c-claude/m-2] }
                chat-claude: { targets: [b-chat/m-1, c-claude/m-2] }
                alone: { targets: [b-responses/m-1], resume: { enabled: false } }
                chat-alone: { targets: [b-chat/m-1], resume: { enabled: false } }
            """);

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(SERVERS.gateway().url())
                .apiKey("unused")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static ResponseCreateParams.Builder ask(String model) {
        return ResponseCreateParams.builder().model(model).input("Tell me a story");
    }

    /** Every event is as the SDK wants it, with all fields that it calls required. */
    private static Response stream(ResponseCreateParams.Builder params) {
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(params.build())) {
            stream.stream().map(ResponseStreamEvent::validate).forEach(accumulator::accumulate);
        }
        return accumulator.response();
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(part -> part.asOutputText().text())
                .reduce("", String::concat);
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses-chat", "chat-claude"})
    void streamsAWholeAnswer(String model) {
        Response answer = stream(ask(model));

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(answer.output()).hasSize(1);
        assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
        assertThat(answer.id()).startsWith("resp_");
        assertThat(answer.model().asString()).isEqualTo("m-1");
        assertThat(answer.usage().orElseThrow().outputTokens())
                .isEqualTo(b.requests().getFirst().tokensSent());
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses-responses", "responses-chat", "responses-claude", "chat-claude"})
    void streamsOneAnswerAcrossASeam(String model) {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        Response answer = stream(ask(model));

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(answer.output()).hasSize(1);
        assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
        assertThat(answer.model().asString()).isEqualTo("m-1");
        assertThat(answer.usage()).hasValueSatisfying(usage -> {
            assertThat(usage.outputTokens()).isBetween(40L, 120L);
            assertThat(usage.totalTokens()).isEqualTo(usage.inputTokens() + usage.outputTokens());
        });
        assertThat(c.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses-responses", "responses-chat", "responses-claude", "chat-claude"})
    void callsAToolOnceThatWasCutInItsArguments(String model) {
        b.answers(toolCall().dieAfter(4, Death.FIN));
        c.answers(toolCall());

        Response answer = stream(withTool(ask(model)));

        assertThat(text(answer)).isEqualTo("Let me look.");
        assertThatItCallsTheWeather(answer);
        assertThat(c.requests()).hasSize(1);
    }

    private static Script toolCall() {
        return Script.text("Let me look.").toolCall("call_1", "weather", "{\"city\":", "\"Ro", "me\"}");
    }

    private static ResponseCreateParams.Builder withTool(ResponseCreateParams.Builder params) {
        return params.addTool(FunctionTool.builder()
                .name("weather")
                .strict(false)
                .parameters(FunctionTool.Parameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                .build());
    }

    private static void assertThatItCallsTheWeather(Response answer) {
        assertThat(answer.output().stream()
                        .flatMap(item -> item.functionCall().stream())
                        .toList())
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.callId()).isEqualTo("call_1");
                    assertThat(call.name()).isEqualTo("weather");
                    assertThat(call.arguments()).isEqualTo("{\"city\":\"Rome\"}");
                });
    }

    /** As an application does it: what was put out goes back in, with the result behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"responses-claude", "chat-claude"})
    void takesItsAnswersBackWithTheResultsOfTheirCalls(String model) {
        b.answers(toolCall().reasoning("Hm."));
        Response first = stream(withTool(ask(model)));
        List<ResponseInputItem> input = new ArrayList<>();
        input.add(ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                .role(ResponseInputItem.Message.Role.USER)
                .addInputTextContent("Tell me a story")
                .build()));
        first.output().forEach(item -> input.add(back(item)));
        input.add(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                .callId("call_1")
                .output("sunny")
                .build()));

        SERVERS.reset();
        b.answers(Script.status(503));
        Response second = stream(withTool(
                ResponseCreateParams.builder().model(model).input(ResponseCreateParams.Input.ofResponse(input))));

        assertThat(text(second)).isEqualTo(Story.TEXT);
        assertThat(c.requests().getLast().body().toString())
                .contains("Let me look.", "\"tool_use_id\":\"call_1\"", "sunny");
    }

    private static ResponseInputItem back(ResponseOutputItem item) {
        if (item.isReasoning()) {
            return ResponseInputItem.ofReasoning(item.asReasoning());
        }
        ResponseFunctionToolCall call = item.isFunctionCall() ? item.asFunctionCall() : null;
        return call == null
                ? ResponseInputItem.ofResponseOutputMessage(item.asMessage())
                : ResponseInputItem.ofFunctionCall(call);
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses-responses", "chat-claude"})
    void showsThoughts(String model) {
        b.answers(Script.text("Four.").reasoning("Two and two."));

        Response answer = stream(ask(model));

        assertThat(text(answer)).isEqualTo("Four.");
        assertThat(answer.output().getFirst().asReasoning().summary())
                .singleElement()
                .extracting(thought -> thought.text())
                .isEqualTo("Two and two.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses-responses", "chat-claude"})
    void saysWhyAnAnswerIsNotWhole(String model) {
        b.answers(Script.text("Half a").finishReason("length"));

        Response answer = stream(ask(model));

        assertThat(answer.status()).contains(ResponseStatus.INCOMPLETE);
        assertThat(answer.incompleteDetails().orElseThrow().reason())
                .contains(Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses-responses", "chat-claude"})
    void givesAWholeAnswer(String model) {
        Response answer = client.responses().create(ask(model).build()).validate();

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(answer.model().asString()).isEqualTo("m-1");
    }

    @Test
    void givesAWholeAnswerOfTheNextTargetWhenTheFirstIsCut() {
        b.answers(Script.standard().dieAt(Point.bodyByte(100), Death.FIN));

        Response answer =
                client.responses().create(ask("responses-claude").build()).validate();

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(answer.model().asString()).isEqualTo("m-2");
    }

    @Test
    void throwsWhatTheProviderSaysOfABadRequest() {
        b.answers(Script.error(400, "invalid_request_error", "bad_tool", "Tool 3 has no name."));

        BadRequestException thrown =
                catchThrowableOfType(BadRequestException.class, () -> stream(ask("responses-chat")));

        assertThat(thrown).hasMessageContaining("Tool 3 has no name.");
        assertThat(thrown.code()).contains("bad_tool");
        assertThat(thrown.type()).contains("invalid_request_error");
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void throwsNotFoundForAModelThatIsNotServed() {
        assertThat(catchThrowableOfType(NotFoundException.class, () -> stream(ask("gpt-99"))))
                .hasMessageContaining("gpt-99");
    }

    @Test
    void throwsNotFoundForAResponseThatIsAskedForLater() {
        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> client.responses().retrieve("resp_1")))
                .hasMessageContaining("POST /v1/responses");
    }

    @Test
    void throwsAServerErrorWhenNobodyAnswers() {
        b.answers(Script.status(503));
        c.answers(Script.status(503));

        assertThat(catchThrowableOfType(InternalServerException.class, () -> stream(ask("responses-claude"))))
                .hasMessageContaining("b-responses/m-1")
                .hasMessageContaining("c-claude/m-2");
    }

    @Test
    void throwsARateLimitWhenEverybodyAsksToWait() {
        b.answers(Script.status(429).retryAfter("7"));
        c.answers(Script.status(429).retryAfter("9"));

        RateLimitException thrown =
                catchThrowableOfType(RateLimitException.class, () -> stream(ask("responses-responses")));

        assertThat(thrown.headers().values("retry-after")).containsExactly("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alone", "chat-alone"})
    void throwsInTheMiddleOfAnAnswerThatNobodyCompletes(String model) {
        b.answers(Script.standard().holdAfter(20).sayAfter(20, Outburst.errorEvent()));
        b.release(1);
        List<ResponseStreamEvent> events = new ArrayList<>();

        OpenAIException thrown = catchThrowableOfType(OpenAIException.class, () -> {
            try (StreamResponse<ResponseStreamEvent> stream =
                    client.responses().createStreaming(ask(model).build())) {
                stream.stream().forEach(events::add);
            }
        });

        assertThat(thrown).hasMessageContaining("The model crashed.");
        assertThat(events).filteredOn(ResponseStreamEvent::isOutputTextDelta).hasSizeGreaterThanOrEqualTo(20);
        assertThat(events).noneMatch(event -> event.isCompleted() || event.isIncomplete());
    }

    @Test
    void goesOnWithAStoredAnswerOnlyWhereItIsStored() {
        Response answer = stream(ask("responses-chat").previousResponseId("resp_of_b"));
        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(b.requests().getLast().body().path("previous_response_id").asString())
                .isEqualTo("resp_of_b");

        BadRequestException thrown = catchThrowableOfType(
                BadRequestException.class, () -> stream(ask("chat-claude").previousResponseId("resp_of_b")));
        assertThat(thrown.param()).contains("previous_response_id");
    }

    @Test
    void looksForAStoredAnswerAtEveryTargetThatMayHaveIt() {
        b.answers(Script.error(
                400,
                "invalid_request_error",
                "previous_response_not_found",
                "Previous response with id 'r' not found."));

        assertThat(text(stream(ask("responses-responses").previousResponseId("r"))))
                .isEqualTo(Story.TEXT);

        c.answers(Script.error(
                400,
                "invalid_request_error",
                "previous_response_not_found",
                "Previous response with id 'r' not found."));
        BadRequestException thrown = catchThrowableOfType(
                BadRequestException.class,
                () -> stream(ask("responses-responses").previousResponseId("r")));
        assertThat(thrown.code()).contains("previous_response_not_found");
    }
}
