package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionChoice;
import com.openai.models.completions.CompletionCreateParams;
import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Quirk;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The official SDK for Java sees one text that goes on, or an exception. Nothing is known of how these targets continue. */
class CompletionsTest {

    private static final String PROMPT = "Once upon a time: ";

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              providers:
                server-b: { base-url: "{b}" }
                server-c: { base-url: "{c}" }
                claude: { protocol: anthropic, base-url: "{c}" }
              defaults: { timeouts: { first-token: 300ms, between-tokens: 300ms }, retry: { backoff: 10ms } }
              models:
                text: { targets: [server-b/gpt-x, server-c/gpt-y] }
                late: { targets: [claude/claude-x, server-c/gpt-y] }
                claude: { targets: [claude/claude-x] }
            """);

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();
    private static final OpenAIClient client = SERVERS.openAi();

    private static CompletionCreateParams.Builder ask(String model) {
        return CompletionCreateParams.builder().model(model).prompt(PROMPT);
    }

    private static List<Completion> stream(CompletionCreateParams.Builder params) {
        List<Completion> chunks = new ArrayList<>();
        streamInto(chunks, params);
        return chunks;
    }

    private static void streamInto(List<Completion> chunks, CompletionCreateParams.Builder params) {
        try (StreamResponse<Completion> stream = client.completions().createStreaming(params.build())) {
            stream.stream().forEach(chunks::add);
        }
    }

    private static String text(List<Completion> chunks, int choice) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .filter(each -> each.index() == choice)
                .map(CompletionChoice::text)
                .reduce("", String::concat);
    }

    private static List<String> finishes(List<Completion> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(each -> each._finishReason().asKnown().stream())
                .map(Object::toString)
                .toList();
    }

    private static JsonNode asked(ScriptedProvider provider) {
        return provider.requests().getLast().body();
    }

    @Test
    void streamsAWholeText() {
        List<Completion> chunks = stream(ask("text"));

        assertThat(text(chunks, 0)).isEqualTo(Story.TEXT);
        assertThat(finishes(chunks)).containsExactly("stop");
        assertThat(b.requests().getFirst().path()).isEqualTo("/v1/completions");
        assertThat(asked(b).path("model").asString()).isEqualTo("gpt-x");
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void goesOnElsewhereFromThePromptAndTheTextSoFar(Script broken) {
        b.answers(broken);

        List<Completion> chunks = stream(ask("text").maxTokens(400));

        assertThat(text(chunks, 0)).isEqualTo(Story.TEXT);
        assertThat(finishes(chunks)).containsExactly("stop");
        assertThat(chunks)
                .extracting(Completion::id)
                .containsOnly(chunks.getFirst().id());
        assertThat(chunks).extracting(Completion::model).containsOnly("gpt-x");
        assertThat(asked(c).path("prompt").asString()).startsWith(PROMPT + "The lighthouse keeper");
        assertThat(asked(c).path("max_tokens").asInt()).isBetween(300, 399);
        assertThat(asked(c).has("messages")).isFalse();
    }

    static Stream<Script> breaks() {
        return Stream.of(
                Script.standard().dieAfter(20, Death.FIN),
                Script.standard().stallAfter(20),
                Script.standard().sayAfter(20, Outburst.errorChunkThenDone()),
                Script.standard().sayAfter(20, Outburst.finish("abort")),
                Script.standard().sayAfter(20, Outburst.malformedJson()));
    }

    @Test
    void countsTokensOnceAcrossASeam() {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        List<Completion> chunks = stream(ask("text")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build()));

        assertThat(chunks)
                .filteredOn(chunk -> chunk.usage().isPresent())
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.usage().orElseThrow().completionTokens())
                        .isBetween(40L, 120L));
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {
                "USAGE_ON_EVERY_CHUNK",
                "USAGE_ON_FINISH",
                "MISSING_USAGE",
                "MISSING_DONE",
                "AZURE_FIRST_CHUNK",
                "BOM"
            })
    void readsTheTextsOfServersWithPeculiarities(Quirk quirk) {
        b.answers(Script.standard().quirks(quirk));

        List<Completion> chunks = stream(ask("text"));

        assertThat(text(chunks, 0)).isEqualTo(Story.TEXT);
        assertThat(chunks).noneMatch(chunk -> chunk.usage().isPresent());
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void startsAnewBeforeTheFirstToken() {
        b.answers(Script.standard().dieAfter(0, Death.FIN));

        List<Completion> chunks = stream(ask("text"));

        assertThat(text(chunks, 0)).isEqualTo(Story.TEXT);
        assertThat(asked(c).path("prompt").asString()).isEqualTo(PROMPT);
    }

    @Test
    void givesAWholeTextOfTheNextTargetWhenTheFirstIsCut() {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        Completion answer = client.completions().create(ask("text").build());

        assertThat(answer.choices().getFirst().text()).isEqualTo(Story.TEXT);
        assertThat(answer.model()).isEqualTo("gpt-y");
    }

    @Test
    void numbersTheTextsOfSeveralPromptsThrough() {
        List<Completion> chunks =
                stream(ask("text").promptOfArrayOfStrings(List.of("One", "Two")).n(2));

        assertThat(List.of(0, 1, 2, 3))
                .allSatisfy(choice -> assertThat(text(chunks, choice)).isEqualTo(Story.TEXT));
        assertThat(finishes(chunks)).hasSize(4);
    }

    @Test
    void waitsForTheTextOfEachPrompt() {
        b.answers(Script.reply(
                200,
                "application/json",
                "{\"choices\":[{\"index\":0,\"text\":\"only one\",\"finish_reason\":\"stop\"}]}"));

        Completion answer = client.completions()
                .create(ask("text")
                        .promptOfArrayOfStrings(List.of("One", "Two"))
                        .build());

        assertThat(answer.choices()).extracting(CompletionChoice::text).containsExactly(Story.TEXT, Story.TEXT);
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void endsInAnErrorWhereNobodyCouldGoOn(UnaryOperator<CompletionCreateParams.Builder> wish) {
        b.answers(Script.standard().dieAfter(20, Death.FIN));
        List<Completion> chunks = new ArrayList<>();

        OpenAIException thrown =
                catchThrowableOfType(OpenAIException.class, () -> streamInto(chunks, wish.apply(ask("text"))));

        assertThat(thrown).isNotNull();
        assertThat(text(chunks, 0)).isNotEmpty();
        assertThat(finishes(chunks)).isEmpty();
        assertThat(c.requests()).isEmpty();
    }

    static Stream<UnaryOperator<CompletionCreateParams.Builder>> wishes() {
        return Stream.of(
                asked -> asked.n(2),
                asked -> asked.bestOf(2),
                asked -> asked.echo(true),
                asked -> asked.logprobs(0),
                asked -> asked.suffix("The end."),
                asked -> asked.promptOfArrayOfStrings(List.of("One")),
                asked -> asked.promptOfArrayOfTokens(List.of(1L, 2L)));
    }

    @Test
    void passesTargetsOverThatKnowConversationsOnly() {
        assertThat(text(stream(ask("late")), 0)).isEqualTo(Story.TEXT);
        assertThat(c.requests()).extracting(request -> request.path()).containsExactly("/v1/completions");
    }

    @Test
    void saysSoWhereNoTargetCanCompleteTexts() {
        BadRequestException thrown = catchThrowableOfType(BadRequestException.class, () -> stream(ask("claude")));

        assertThat(thrown).hasMessageContaining("A completion cannot be asked of");
        assertThat(thrown.code()).contains("unsupported_endpoint");
        assertThat(c.requests()).isEmpty();
    }
}
