package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlock;
import com.anthropic.models.messages.ThinkingBlock;
import com.anthropic.models.messages.ToolUseBlock;
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
 * The official SDK for Java sees one ordinary message, or an exception: whatever happens behind the gateway, and whatever is
 * spoken there. In the names of the models {@code claude} is a target that speaks Anthropic Messages, {@code gpt} one that
 * speaks OpenAI Chat.
 */
class AnthropicJavaClientTest {

    private static final String KEY = "client-key-0123456789";

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              clients: [{ name: sdk, key: %s }]
              providers:
                b-claude: { protocol: anthropic, base-url: "{b}", api-key: key-of-b }
                b-gpt: { base-url: "{b}", api-key: key-of-b }
                c-claude: { protocol: anthropic, base-url: "{c}", continuation: prefill }
                c-gpt: { base-url: "{c}", continuation: prefill }
              defaults: { retry: { backoff: 10ms } }
              models:
                claude-claude: { targets: [b-claude/m-1, c-claude/m-2] }
                claude-gpt: { targets: [b-claude/m-1, c-gpt/m-2] }
                gpt-claude: { targets: [b-gpt/m-1, c-claude/m-2] }
                gpt-gpt: { targets: [b-gpt/m-1, c-gpt/m-2] }
                alone: { targets: [b-claude/m-1], resume: { enabled: false } }
            """.formatted(KEY));

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();
    private static AnthropicClient client;

    @BeforeAll
    static void start() {
        client = clientWith(KEY);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static AnthropicClient clientWith(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(gateway.at("/").toString())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static MessageCreateParams.Builder ask(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(4_000).addUserMessage("Tell me a story");
    }

    private static Message stream(MessageCreateParams.Builder params) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params.build())) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static String text(Message message) {
        return message.content().stream()
                .flatMap(block -> block.text().stream())
                .map(TextBlock::text)
                .reduce("", String::concat);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-claude", "gpt-claude"})
    void streamsAWholeAnswer(String model) {
        Message answer = stream(ask(model));

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(answer.content()).hasSize(1);
        assertThat(answer.stopReason()).contains(StopReason.END_TURN);
        assertThat(answer.model()).hasToString("m-1");
        assertThat(answer.id()).startsWith("msg_");
        assertThat(answer.usage().outputTokens())
                .isEqualTo(b.requests().getFirst().tokensSent());
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-claude", "claude-gpt", "gpt-claude", "gpt-gpt"})
    void streamsOneAnswerAcrossASeam(String model) {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        Message answer = stream(ask(model));

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(answer.content()).as("one text block, whoever wrote it").hasSize(1);
        assertThat(answer.stopReason()).contains(StopReason.END_TURN);
        assertThat(answer.model()).hasToString("m-1");
        assertThat(answer.usage().outputTokens()).isBetween(40L, 120L);
        assertThat(c.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-claude", "claude-gpt", "gpt-claude", "gpt-gpt"})
    void callsToolsOnceThatWereCutInTheirArguments(String model) {
        b.answers(toolCalls().dieAfter(7, Death.FIN));
        c.answers(toolCalls());

        Message answer = stream(ask(model));

        assertThat(text(answer)).isEqualTo("Let me look.");
        assertThat(answer.stopReason()).contains(StopReason.TOOL_USE);
        List<ToolUseBlock> calls = answer.content().stream()
                .flatMap(block -> block.toolUse().stream())
                .toList();
        assertThat(calls).extracting(ToolUseBlock::name).containsExactly("weather", "time");
        assertThat(calls).extracting(ToolUseBlock::id).containsExactly("call_1", "call_2");
        assertThat(calls.getFirst()._input()).isEqualTo(JsonValue.from(Map.of("city", "Rome")));
        assertThat(calls.getLast()._input()).isEqualTo(JsonValue.from(Map.of()));
    }

    private static Script toolCalls() {
        return Script.text("Let me look.")
                .toolCall("call_1", "weather", "{\"city\":", "\"Ro", "me\"}")
                .toolCall("call_2", "time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-gpt", "gpt-gpt"})
    void showsThoughts(String model) {
        b.answers(Script.text("Four.").reasoning("Two and two."));

        Message answer = stream(ask(model).enabledThinking(2_000));

        assertThat(answer.content().getFirst().thinking().map(ThinkingBlock::thinking))
                .contains("Two and two.");
        assertThat(text(answer)).isEqualTo("Four.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-claude", "claude-gpt"})
    void isToldThePromptAsTheFirstTargetHasCountedIt(String model) {
        b.answers(Script.standard().dieAfter(40, Death.FIN));

        Message answer = stream(ask(model));

        assertThat(answer.usage().inputTokens()).isEqualTo(4);
        assertThat(answer.usage().outputTokens()).isGreaterThan(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-claude", "claude-gpt", "gpt-claude", "gpt-gpt"})
    void isToldTheStopSequenceThatASeamCutInTwo(String model) {
        String begun = Tale.first(20);
        String stop = Story.TEXT.substring(begun.length() - 5, begun.length() + 5);
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        Message answer = stream(ask(model).addStopSequence(stop));

        assertThat(answer.stopReason()).contains(StopReason.STOP_SEQUENCE);
        assertThat(answer.stopSequence()).contains(stop);
        assertThat(text(answer)).isEqualTo(begun);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-claude", "gpt-claude"})
    void givesAWholeAnswerOfTheNextTargetWhenTheFirstIsCut(String model) {
        b.answers(Script.standard().dieAt(Point.bodyByte(100), Death.FIN));

        Message answer = client.messages().create(ask(model).build());

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(answer.model()).hasToString("m-2");
        assertThat(answer.usage().inputTokens()).isEqualTo(4);
    }

    @Test
    void passesTheClientsVersionAndFeaturesToAProviderOfItsDialectAlone() {
        stream(ask("claude-gpt").putAdditionalHeader("anthropic-beta", "some-feature-2026-01-01"));
        stream(ask("gpt-gpt").putAdditionalHeader("anthropic-beta", "some-feature-2026-01-01"));

        var own = b.requests().getFirst();
        assertThat(own.path()).isEqualTo("/v1/messages");
        assertThat(own.header("anthropic-version")).contains("2026-10-21");
        assertThat(own.header("anthropic-beta")).contains("some-feature-2026-01-01");
        assertThat(own.header("x-api-key")).contains("key-of-b");
        assertThat(own.header("authorization")).isEmpty();
        var other = b.requests().getLast();
        assertThat(other.header("anthropic-version")).isEmpty();
        assertThat(other.header("anthropic-beta")).isEmpty();
        assertThat(other.header("authorization")).contains("Bearer key-of-b");
        assertThat(other.header("x-api-key")).isEmpty();
    }

    @Test
    void countsTokensWithATargetThatCan() {
        b.answers(Script.status(503));

        long counted = client.messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model("gpt-claude")
                        .addUserMessage("Tell me a story")
                        .build())
                .inputTokens();

        assertThat(counted).isEqualTo(4);
        assertThat(c.requests().getLast().path()).isEqualTo("/v1/messages/count_tokens");
        assertThat(c.requests().getLast().body().path("model").asString()).isEqualTo("m-2");
    }

    @Test
    void guessesTokensWhereNoTargetCanCount() {
        var counted = client.messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model("gpt-gpt")
                        .addUserMessage("Tell me a story")
                        .build());

        assertThat(counted.inputTokens()).isBetween(4L, 100L);
        assertThat(counted._additionalProperties()).containsKey("baton");
    }

    @Test
    void throwsWhatTheProviderSaysOfABadRequest() {
        b.answers(Script.error(400, "invalid_request_error", null, "Tool 3 has no name."));

        BadRequestException thrown =
                catchThrowableOfType(BadRequestException.class, () -> stream(ask("claude-claude")));

        assertThat(thrown).hasMessageContaining("Tool 3 has no name.");
        assertThat(thrown.requestId()).isPresent();
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void throwsNotFoundForAModelThatIsNotServed() {
        NotFoundException thrown = catchThrowableOfType(
                NotFoundException.class,
                () -> client.messages().create(ask("claude-99").build()));

        assertThat(thrown).hasMessageContaining("claude-99").hasMessageContaining("gpt-gpt");
    }

    @Test
    void throwsUnauthorizedForAnUnknownKey() {
        AnthropicClient stranger = clientWith("client-key-9876543210");

        UnauthorizedException thrown = catchThrowableOfType(
                UnauthorizedException.class,
                () -> stranger.messages().create(ask("gpt-gpt").build()));

        stranger.close();
        assertThat(thrown.type()).isPresent();
        assertThat(b.requests()).isEmpty();
    }

    @Test
    void throwsOverloadedWhenNobodyAnswers() {
        b.answers(Script.status(529));
        c.answers(Script.status(503));

        AnthropicServiceException thrown =
                catchThrowableOfType(AnthropicServiceException.class, () -> stream(ask("claude-gpt")));

        assertThat(thrown.statusCode()).isEqualTo(529);
        assertThat(thrown).hasMessageContaining("b-claude/m-1").hasMessageContaining("c-gpt/m-2");
    }

    @Test
    void throwsARateLimitWhenEverybodyAsksToWait() {
        b.answers(Script.status(429).retryAfter("7"));
        c.answers(Script.status(429).retryAfter("9"));

        RateLimitException thrown = catchThrowableOfType(RateLimitException.class, () -> stream(ask("claude-gpt")));

        assertThat(thrown.headers().values("retry-after")).containsExactly("7");
    }

    @Test
    void throwsInTheMiddleOfAnAnswerThatNobodyCompletes() {
        b.answers(Script.standard().holdAfter(20).sayAfter(20, Outburst.errorEvent()));
        b.release(1);
        List<RawMessageStreamEvent> events = new ArrayList<>();

        AnthropicException thrown = catchThrowableOfType(AnthropicException.class, () -> {
            try (StreamResponse<RawMessageStreamEvent> stream =
                    client.messages().createStreaming(ask("alone").build())) {
                stream.stream().forEach(events::add);
            }
        });

        assertThat(thrown).hasMessageContaining("The model crashed.");
        assertThat(events).hasSizeGreaterThanOrEqualTo(20);
        assertThat(events).noneMatch(RawMessageStreamEvent::isMessageStop);
    }

    @Test
    void namesTheFieldOfABadRequestInItsOwnShape() {
        BadRequestException thrown = catchThrowableOfType(
                BadRequestException.class,
                () -> stream(ask("gpt-gpt")
                        .putAdditionalBodyProperty(
                                "thinking", JsonValue.from(Map.of("type", "enabled", "budget_tokens", "x")))));

        assertThat(thrown).hasMessageContaining("'thinking.budget_tokens' is string (expected: a whole number");
        assertThat(thrown.body().toString()).contains("invalid_request_error");
        assertThat(b.requests()).isEmpty();
    }

    @Test
    void namesTheFieldThatNoTargetCanExpress() {
        BadRequestException thrown = catchThrowableOfType(
                BadRequestException.class,
                () -> stream(ask("gpt-gpt").putAdditionalBodyProperty("container", JsonValue.from("c_1"))));

        assertThat(thrown).hasMessageContaining("'container' cannot be asked of b-gpt/m-1");
        assertThat(b.requests()).isEmpty();
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void passesATargetOverThatCannotExpressTheRequest() {
        Message answer = stream(ask("gpt-claude").putAdditionalBodyProperty("container", JsonValue.from("c_1")));

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(answer.model()).hasToString("m-2");
        assertThat(b.requests()).isEmpty();
        assertThat(c.requests().getFirst().body().path("container").asString()).isEqualTo("c_1");
    }

    @Test
    void listsTheModelsInTheClientsShape() {
        assertThat(client.models().list().data())
                .extracting(model -> model.id())
                .contains("claude-gpt", "alone");
    }

    @Test
    void findsAModelByItsName() {
        assertThat(client.models().retrieve("alone").displayName()).isEqualTo("alone");
        assertThat(catchThrowableOfType(
                                NotFoundException.class, () -> client.models().retrieve("claude-99"))
                        .body()
                        .toString())
                .contains("not_found_error", "claude-99");
    }

    @Test
    void leavesNoContentBehindThatTheAccumulatorCannotRead() {
        b.answers(Script.text("").toolCall("call_1", "time"));

        assertThat(stream(ask("gpt-gpt")).content()).allMatch(ContentBlock::isToolUse);
    }
}
