package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.Quirk;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official SDK for Java sees one ordinary answer, or an exception: whatever happens behind the gateway. */
class OpenAiJavaClientTest {

    private static final String KEY = "client-key-0123456789";

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              clients: [{ name: sdk, key: %s }]
              providers:
                server-b: { base-url: "{b}" }
                server-c: { base-url: "{c}", continuation: prefill }
              defaults: { timeouts: { first-token: 300ms, between-tokens: 300ms }, retry: { backoff: 10ms } }
              models:
                chat: { targets: [server-b/gpt-x, server-c/gpt-y] }
                alone: { targets: [server-b/gpt-x], resume: { enabled: false } }
            """.formatted(KEY));

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        client = clientWith(KEY);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static OpenAIClient clientWith(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    /** How often the client asks by itself, as it comes. */
    private static int triesOf(String model) {
        OpenAIClient usual =
                OpenAIOkHttpClient.builder().baseUrl(gateway.url()).apiKey(KEY).build();
        int before = gateway.stories().begun();
        catchThrowable(() -> usual.chat().completions().create(ask(model).build()));
        usual.close();
        return gateway.stories().begun() - before;
    }

    private static ChatCompletionCreateParams.Builder ask(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Tell me a story");
    }

    /** What an application makes of a stream. */
    private record Streamed(ChatCompletion answer, List<ChatCompletionChunk> chunks) {
        String text() {
            return answer.choices().getFirst().message().content().orElse("");
        }

        String finish() {
            return answer.choices().getFirst().finishReason().asString();
        }
    }

    private static Streamed stream(ChatCompletionCreateParams.Builder params) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params.build())) {
            stream.stream().peek(accumulator::accumulate).forEach(chunks::add);
        }
        return new Streamed(accumulator.chatCompletion(), chunks);
    }

    private static ChatCompletion whole(ChatCompletionCreateParams.Builder params) {
        return client.chat().completions().create(params.build());
    }

    private static ChatCompletionStreamOptions withUsage() {
        return ChatCompletionStreamOptions.builder().includeUsage(true).build();
    }

    @Test
    void streamsAWholeAnswer() {
        Streamed streamed = stream(ask("chat"));

        assertThat(streamed.text()).isEqualTo(Story.TEXT);
        assertThat(streamed.finish()).isEqualTo("stop");
        assertThat(streamed.answer().model()).isEqualTo("gpt-x");
        assertThat(streamed.answer().usage()).isEmpty();
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void streamsOneAnswerAcrossASeam() {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        Streamed streamed = stream(ask("chat"));

        assertThat(streamed.text()).isEqualTo(Story.TEXT);
        assertThat(streamed.finish()).isEqualTo("stop");
        assertThat(streamed.chunks())
                .extracting(ChatCompletionChunk::id)
                .containsOnly(streamed.answer().id());
        assertThat(streamed.chunks())
                .extracting(ChatCompletionChunk::created)
                .containsOnly(streamed.answer().created());
        assertThat(streamed.chunks()).extracting(ChatCompletionChunk::model).containsOnly("gpt-x");
        assertThat(c.requests()).hasSize(1);
    }

    @Test
    void countsTokensOnceAcrossASeam() {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        Streamed streamed = stream(ask("chat").streamOptions(withUsage()));

        assertThat(streamed.text()).isEqualTo(Story.TEXT);
        assertThat(streamed.chunks())
                .filteredOn(chunk -> chunk.usage().isPresent())
                .hasSize(1);
        assertThat(streamed.answer().usage()).hasValueSatisfying(usage -> {
            assertThat(usage.completionTokens()).isBetween(40L, 120L);
            assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {
                "USAGE_ON_EVERY_CHUNK",
                "USAGE_ON_FINISH",
                "MISSING_USAGE",
                "ROLE_ON_EVERY_CHUNK",
                "AZURE_FIRST_CHUNK",
                "MISSING_DONE"
            })
    void accumulatesTheAnswersOfServersWithPeculiarities(Quirk quirk) {
        b.answers(Script.standard().quirks(quirk));

        Streamed streamed = stream(ask("chat").streamOptions(withUsage()));

        assertThat(streamed.text()).isEqualTo(Story.TEXT);
        assertThat(streamed.answer().usage()).isPresent();
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void streamsAToolCall() {
        b.answers(toolCall());

        Streamed streamed = stream(ask("chat"));

        assertThat(streamed.finish()).isEqualTo("tool_calls");
        assertThatItCallsTheWeather(streamed.answer());
    }

    @Test
    void callsAToolOnceThatWasCutInItsArguments() {
        b.answers(toolCall().dieAfter(4, Death.FIN));
        c.answers(toolCall());

        Streamed streamed = stream(ask("chat"));

        assertThatItCallsTheWeather(streamed.answer());
        assertThat(b.requests()).hasSize(1);
        assertThat(c.requests()).hasSize(1);
    }

    private static Script toolCall() {
        return Script.text("Let me look.").toolCall("call_1", "weather", "{\"city\":", "\"Ro", "me\"}");
    }

    private static void assertThatItCallsTheWeather(ChatCompletion answer) {
        assertThat(answer.choices().getFirst().message().content()).contains("Let me look.");
        assertThat(answer.choices().getFirst().message().toolCalls().orElseThrow())
                .singleElement()
                .extracting(ChatCompletionMessageToolCall::asFunction)
                .satisfies(call -> {
                    assertThat(call.id()).isEqualTo("call_1");
                    assertThat(call.function().name()).isEqualTo("weather");
                    assertThat(call.function().arguments()).isEqualTo("{\"city\":\"Rome\"}");
                });
    }

    @Test
    void streamsTwoChoices() {
        Streamed streamed = stream(ask("chat").n(2));

        assertThat(streamed.answer().choices())
                .extracting(choice -> choice.message().content().orElse(""))
                .containsExactly(Story.TEXT, Story.TEXT);
    }

    @Test
    void startsTwoChoicesAnewBeforeTheirFirstToken() {
        b.answers(Script.standard().dieAfter(0, Death.FIN));

        Streamed streamed = stream(ask("chat").n(2));

        assertThat(streamed.answer().choices())
                .extracting(choice -> choice.message().content().orElse(""))
                .containsExactly(Story.TEXT, Story.TEXT);
        assertThat(streamed.answer().model()).isEqualTo("gpt-y");
    }

    @Test
    void givesAWholeAnswer() {
        ChatCompletion answer = whole(ask("chat"));

        assertThat(answer.choices().getFirst().message().content()).contains(Story.TEXT);
        assertThat(answer.model()).isEqualTo("gpt-x");
        assertThat(answer.usage()).isPresent();
    }

    @Test
    void givesAWholeAnswerOfTheNextTargetWhenTheFirstIsCut() {
        b.answers(Script.standard().dieAt(Point.bodyByte(100), Death.FIN));

        ChatCompletion answer = whole(ask("chat"));

        assertThat(answer.choices().getFirst().message().content()).contains(Story.TEXT);
        assertThat(answer.model()).isEqualTo("gpt-y");
    }

    @Test
    void throwsWhatTheProviderSaysOfABadRequest() {
        b.answers(Script.error(400, "invalid_request_error", "bad_tool", "Tool 3 has no name."));

        BadRequestException thrown = catchThrowableOfType(BadRequestException.class, () -> stream(ask("chat")));

        assertThat(thrown).hasMessageContaining("Tool 3 has no name.");
        assertThat(thrown.code()).contains("bad_tool");
        assertThat(thrown.type()).contains("invalid_request_error");
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void throwsNotFoundForAModelThatIsNotServed() {
        NotFoundException thrown = catchThrowableOfType(NotFoundException.class, () -> whole(ask("gpt-99")));

        assertThat(thrown).hasMessageContaining("gpt-99").hasMessageContaining("chat");
        assertThat(thrown.code()).contains("model_not_found");
    }

    @Test
    void listsTheModelsAndFindsOneByItsName() {
        assertThat(client.models().list().data()).extracting(Model::id).containsExactly("chat", "alone");
        assertThat(client.models().retrieve("alone").ownedBy()).isEqualTo("baton");
        assertThat(catchThrowableOfType(
                                NotFoundException.class, () -> client.models().retrieve("gpt-99"))
                        .code())
                .contains("model_not_found");
    }

    @Test
    void throwsUnauthorizedForAnUnknownKey() {
        OpenAIClient stranger = clientWith("client-key-9876543210");

        UnauthorizedException thrown = catchThrowableOfType(
                UnauthorizedException.class,
                () -> stranger.chat().completions().create(ask("chat").build()));

        stranger.close();
        assertThat(thrown.code()).contains("invalid_api_key");
        assertThat(b.requests()).isEmpty();
    }

    @Test
    void throwsAServerErrorWhenNobodyAnswers() {
        b.answers(Script.status(503));
        c.answers(Script.status(503));

        InternalServerException thrown = catchThrowableOfType(InternalServerException.class, () -> stream(ask("chat")));

        assertThat(thrown.statusCode()).isEqualTo(503);
        assertThat(thrown).hasMessageContaining("server-b/gpt-x").hasMessageContaining("server-c/gpt-y");
    }

    @Test
    void throwsARateLimitWhenEverybodyAsksToWait() {
        b.answers(Script.status(429).retryAfter("7"));
        c.answers(Script.status(429).retryAfter("9"));

        RateLimitException thrown = catchThrowableOfType(RateLimitException.class, () -> whole(ask("chat")));

        assertThat(thrown.headers().values("retry-after")).containsExactly("7");
    }

    @Test
    void asksOnlyOnceWhereAnotherTryCannotHelp() {
        b.answers(Script.status(401));

        assertThat(triesOf("alone")).isEqualTo(1);
        assertThat(b.requests()).hasSize(1);
    }

    @Test
    void asksAgainWhereItCan() {
        b.answers(Script.status(429));

        assertThat(triesOf("alone")).isEqualTo(3);
    }

    @Test
    void throwsInTheMiddleOfAnAnswerThatNobodyCompletes() {
        b.answers(Script.standard().holdAfter(20).sayAfter(20, Outburst.errorChunkThenDone()));
        b.release(1);
        List<ChatCompletionChunk> chunks = new ArrayList<>();

        OpenAIException thrown = catchThrowableOfType(OpenAIException.class, () -> {
            try (StreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(ask("alone").build())) {
                stream.stream().forEach(chunks::add);
            }
        });

        assertThat(thrown).hasMessageContaining("The model crashed.");
        assertThat(chunks).hasSizeGreaterThanOrEqualTo(20);
        assertThat(chunks)
                .flatExtracting(ChatCompletionChunk::choices)
                .noneMatch(choice -> choice.finishReason().isPresent());
    }
}
