package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Google's SDK for Java sees one ordinary answer, or an exception: whatever happens behind the gateway, and whatever is spoken
 * there. In the names of the models {@code gemini} is a target that speaks Gemini, {@code gpt} one that speaks OpenAI Chat,
 * {@code claude} one that speaks Anthropic Messages.
 */
class GeminiJavaClientTest {

    private static final String KEY = "client-key-0123456789";

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              clients: [{ name: sdk, key: %s }]
              providers:
                b-gemini: { protocol: gemini, base-url: "{b}", api-key: key-of-b }
                b-gpt: { base-url: "{b}", api-key: key-of-b }
                c-gemini: { protocol: gemini, base-url: "{c}", continuation: prefill }
                c-gpt: { base-url: "{c}", continuation: prefill }
                c-claude: { protocol: anthropic, base-url: "{c}", continuation: prefill }
              defaults: { retry: { backoff: 10ms } }
              models:
                gemini-gemini: { targets: [b-gemini/m-1, c-gemini/m-2] }
                gemini-gpt: { targets: [b-gemini/m-1, c-gpt/m-2] }
                gemini-claude: { targets: [b-gemini/m-1, c-claude/m-2] }
                gpt-gemini: { targets: [b-gpt/m-1, c-gemini/m-2] }
                gpt-gpt: { targets: [b-gpt/m-1, c-gpt/m-2] }
                alone: { targets: [b-gemini/m-1], resume: { enabled: false } }
            """.formatted(KEY));

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();
    private static Client client;

    @BeforeAll
    static void start() {
        client = clientWith(KEY);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static Client clientWith(String key) {
        return Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder()
                        .baseUrl("http://127.0.0.1:" + gateway.port())
                        .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                        .build())
                .build();
    }

    /** What an application makes of a stream. */
    private record Streamed(List<GenerateContentResponse> responses) {

        String text() {
            return responses.stream()
                    .flatMap(response -> response.parts() == null ? null : response.parts().stream())
                    .filter(part -> !part.thought().orElse(false))
                    .map(part -> part.text().orElse(""))
                    .collect(Collectors.joining());
        }

        List<FunctionCall> calls() {
            return responses.stream()
                    .flatMap(response -> response.parts().stream())
                    .flatMap(part -> part.functionCall().stream())
                    .toList();
        }

        GenerateContentResponse last() {
            return responses.getLast();
        }
    }

    private static Streamed stream(String model, @Nullable GenerateContentConfig config) {
        List<GenerateContentResponse> responses = new ArrayList<>();
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(model, "Tell me a story", config)) {
            stream.forEach(responses::add);
        }
        return new Streamed(responses);
    }

    private static GenerateContentResponse whole(String model) {
        return client.models.generateContent(model, "Tell me a story", null);
    }

    private static GenerateContentConfig weather() {
        return GenerateContentConfig.builder()
                .tools(Tool.builder()
                        .functionDeclarations(
                                FunctionDeclaration.builder().name("weather").build(),
                                FunctionDeclaration.builder().name("time").build())
                        .build())
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-gpt", "gpt-gemini"})
    void streamsAWholeAnswer(String model) {
        Streamed answer = stream(model, null);

        assertThat(answer.text()).isEqualTo(Story.TEXT);
        assertThat(answer.last().finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
        assertThat(answer.last().modelVersion()).contains("m-1");
        assertThat(answer.last().usageMetadata().orElseThrow().candidatesTokenCount())
                .contains(b.requests().getFirst().tokensSent());
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-gemini", "gemini-gpt", "gemini-claude", "gpt-gemini", "gpt-gpt"})
    void streamsOneAnswerAcrossASeam(String model) {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        Streamed answer = stream(model, null);

        assertThat(answer.text()).isEqualTo(Story.TEXT);
        assertThat(answer.last().finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
        assertThat(answer.responses())
                .extracting(GenerateContentResponse::responseId)
                .containsOnly(answer.last().responseId());
        assertThat(answer.last().modelVersion()).contains("m-1");
        assertThat(c.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-gemini", "gemini-gpt", "gemini-claude", "gpt-gemini"})
    void callsToolsOnceThatWereCutInTheirArguments(String model) {
        b.answers(toolCalls().dieAfter(6, Death.FIN));
        c.answers(toolCalls());

        Streamed answer = stream(model, weather());

        assertThat(answer.text()).isEqualTo("Let me look.");
        assertThat(answer.calls()).extracting(call -> call.name().orElse("")).containsExactly("weather", "time");
        assertThat(answer.calls().getFirst().args()).contains(Map.of("city", "Rome"));
        assertThat(answer.calls()).allSatisfy(call -> assertThat(call.id()).isPresent());
        assertThat(answer.last().finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    }

    private static Script toolCalls() {
        return Script.text("Let me look.")
                .toolCall("call_1", "weather", "{\"city\":", "\"Ro", "me\"}")
                .toolCall("call_2", "time", "{}");
    }

    @Test
    void givesTheResultOfACallToAnotherVendorsModel() {
        b.answers(toolCalls());
        Content asked = Content.fromParts(Part.fromText("How is it?"));
        GenerateContentResponse called = client.models.generateContent("gpt-gpt", List.of(asked), weather());
        b.answers(Script.text("Sunny."));

        GenerateContentResponse answer = client.models.generateContent(
                "gpt-gpt",
                List.of(
                        asked,
                        called.candidates().orElseThrow().getFirst().content().orElseThrow(),
                        Content.fromParts(
                                Part.fromFunctionResponse("weather", Map.of("output", "sunny")),
                                Part.fromFunctionResponse("time", Map.of("output", "noon")))),
                weather());

        assertThat(answer.text()).isEqualTo("Sunny.");
        var messages = b.requests().getLast().body().path("messages");
        assertThat(messages.path(2).path("tool_call_id").asString()).isEqualTo("call_1");
        assertThat(messages.path(2).path("content").asString()).isEqualTo("sunny");
        assertThat(messages.path(3).path("tool_call_id").asString()).isEqualTo("call_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-gpt", "gpt-gemini"})
    void showsThoughts(String model) {
        b.answers(Script.text("Four.").reasoning("Two and two."));
        GenerateContentConfig thinking = GenerateContentConfig.builder()
                .thinkingConfig(ThinkingConfig.builder().includeThoughts(true).build())
                .build();

        Streamed answer = stream(model, thinking);

        assertThat(answer.text()).isEqualTo("Four.");
        assertThat(answer.responses().stream().flatMap(response -> response.parts().stream()))
                .anySatisfy(part -> {
                    assertThat(part.thought()).contains(true);
                    assertThat(part.text().orElse("")).isNotEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-gpt", "gemini-claude", "gpt-gemini"})
    void givesAWholeAnswerOfTheNextTargetWhenTheFirstIsCut(String model) {
        b.answers(Script.standard().dieAt(Point.bodyByte(100), Death.FIN));

        GenerateContentResponse answer = whole(model);

        assertThat(answer.text()).isEqualTo(Story.TEXT);
        assertThat(answer.modelVersion()).contains("m-2");
        assertThat(answer.usageMetadata().orElseThrow().promptTokenCount()).contains(4);
    }

    @Test
    void sendsTheProvidersKeyAndNoneOfTheClients() {
        stream("gemini-gpt", null);

        var request = b.requests().getFirst();
        assertThat(request.path()).isEqualTo("/v1/models/m-1:streamGenerateContent");
        assertThat(request.header("x-goog-api-key")).contains("key-of-b");
        assertThat(request.header("authorization")).isEmpty();
        assertThat(request.headers().toString()).doesNotContain(KEY);
    }

    @Test
    void throwsWhatTheProviderSaysOfABadRequest() {
        b.answers(Script.error(400, "invalid_request_error", null, "Tool 3 has no name."));

        ClientException thrown = catchThrowableOfType(ClientException.class, () -> stream("gemini-gemini", null));

        assertThat(thrown.code()).isEqualTo(400);
        assertThat(thrown.message()).isEqualTo("Tool 3 has no name.");
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void throwsNotFoundForAModelThatIsNotServed() {
        ClientException thrown = catchThrowableOfType(ClientException.class, () -> whole("gemini-99"));

        assertThat(thrown.code()).isEqualTo(404);
        assertThat(thrown).hasMessageContaining("gemini-99").hasMessageContaining("gpt-gpt");
    }

    @Test
    void throwsUnauthenticatedForAnUnknownKey() {
        Client stranger = clientWith("client-key-9876543210");

        ClientException thrown = catchThrowableOfType(
                ClientException.class, () -> stranger.models.generateContent("gpt-gpt", "Hi", null));

        stranger.close();
        assertThat(thrown.code()).isEqualTo(401);
        assertThat(b.requests()).isEmpty();
    }

    @Test
    void throwsUnavailableWhenNobodyAnswers() {
        b.answers(Script.status(503));
        c.answers(Script.status(503));

        ServerException thrown = catchThrowableOfType(ServerException.class, () -> stream("gemini-gpt", null));

        assertThat(thrown.code()).isEqualTo(503);
        assertThat(thrown).hasMessageContaining("b-gemini/m-1").hasMessageContaining("c-gpt/m-2");
    }

    @Test
    void throwsARateLimitWhenEverybodyAsksToWait() {
        b.answers(Script.status(429).retryAfter("7"));
        c.answers(Script.status(429).retryAfter("9"));

        ClientException thrown = catchThrowableOfType(ClientException.class, () -> whole("gemini-gpt"));

        assertThat(thrown.code()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINE", "EVENT", "CUT"})
    void throwsInTheMiddleOfAnAnswerThatNobodyCompletes(String how) {
        Script script = Script.standard().holdAfter(20);
        b.answers(
                switch (how) {
                    case "LINE" -> script.sayAfter(20, Outburst.errorLine());
                    case "EVENT" -> script.sayAfter(20, Outburst.errorEvent());
                    default -> script.dieAfter(20, Death.FIN);
                });
        b.release(1);
        List<GenerateContentResponse> responses = new ArrayList<>();

        ApiException thrown = catchThrowableOfType(ApiException.class, () -> {
            try (ResponseStream<GenerateContentResponse> stream =
                    client.models.generateContentStream("alone", "Tell me a story", null)) {
                stream.forEach(responses::add);
            }
        });

        assertThat(thrown).hasMessageContaining("b-gemini/m-1");
        assertThat(responses).hasSize(20);
    }

    @Test
    void throwsTheNameOfTheFieldThatNoTargetCanExpress() {
        ClientException thrown = catchThrowableOfType(
                ClientException.class,
                () -> stream(
                        "gpt-gpt",
                        GenerateContentConfig.builder()
                                .candidateCount(1)
                                .cachedContent("c")
                                .build()));

        assertThat(thrown).hasMessageContaining("'cachedContent' cannot be asked of b-gpt/m-1");
        assertThat(b.requests()).isEmpty();
    }
}
