package dev.baton.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.Losses;
import dev.baton.prompt.Content;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Particulars;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Sampling;
import dev.baton.prompt.Source;
import dev.baton.prompt.Thinking;
import dev.baton.prompt.Tools;
import dev.baton.prompt.Turn;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider of Gemini is told by clients of other dialects. */
class GeminiProviderTest {

    private static final Tools ONE_TOOL =
            new Tools(List.of(new Tools.Tool("f", "", null, null)), new Tools.Choice.Named("f"), true);

    private static String body(Prompt prompt, Step step, String delivered) {
        Losses losses = new Losses(Enum::name, step.target());
        return new String(new GeminiProvider().body(prompt, step, delivered, losses), UTF_8);
    }

    private static String body(Prompt prompt, String model) {
        return body(prompt, new Step(Targets.gemini(model, Continuation.PREFILL), Opening.RESTART), "");
    }

    private static Prompt prompt(List<Turn> turns, Tools tools, OutputFormat format, @Nullable Thinking thinking) {
        return new Prompt(turns, tools, Limits.NONE, Sampling.DEFAULT, format, thinking, null, true, Particulars.NONE);
    }

    private static Prompt hello(@Nullable Thinking thinking) {
        return prompt(List.of(Turn.of(Turn.Role.USER, "Hi")), Tools.NONE, new OutputFormat.Text(), thinking);
    }

    @ParameterizedTest
    @CsvSource({
        "https://generativelanguage.googleapis.com/v1beta, gemini-2.5-flash, /models/gemini-2.5-flash",
        "https://generativelanguage.googleapis.com, gemini-2.5-flash, /v1beta/models/gemini-2.5-flash",
        "https://vertex.example/v1/projects/p/locations/l/publishers/google, gemini-3-pro, /models/gemini-3-pro",
        "https://generativelanguage.googleapis.com/v1beta, tunedModels/mine, /tunedModels/mine",
        "https://generativelanguage.googleapis.com/v1beta, a?b, /models/a%3Fb"
    })
    void isAskedByThePath(String baseUrl, String model, String path) {
        Provider provider = new Provider("g", Protocol.GEMINI, URI.create(baseUrl), null, null, ConnectionReuse.POOLED);
        Target target = new Target(provider, model, Continuation.NONE);

        assertThat(new GeminiProvider().envelope(target, true).path())
                .isEqualTo(path + ":streamGenerateContent?alt=sse");
        assertThat(new GeminiProvider().envelope(target, false).path()).isEqualTo(path + ":generateContent");
    }

    @Test
    void isToldResultsByNameAndWithADummyForTheProofThatItWants() {
        List<Turn> turns = List.of(
                new Turn(
                        Turn.Role.ASSISTANT,
                        List.of(new Content.ToolCall("c1", "f", "{\"a\":1}"), new Content.ToolCall("c2", "g", ""))),
                new Turn(
                        Turn.Role.USER,
                        List.of(
                                new Content.ToolResult("c2", List.of(new Content.Text("{\"b\":2}")), false),
                                new Content.ToolResult("c1", List.of(new Content.Text("{\"b\":2} or so")), true),
                                new Content.Text("And?"))));

        assertThat(body(prompt(turns, Tools.NONE, new OutputFormat.Text(), null), "gemini-3-flash"))
                .isEqualTo(
                        "{\"contents\":[{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"id\":\"c1\",\"name\":\"f\","
                                + "\"args\":{\"a\":1}},\"thoughtSignature\":\"skip_thought_signature_validator\"},"
                                + "{\"functionCall\":{\"id\":\"c2\",\"name\":\"g\",\"args\":{}}}]},"
                                + "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"id\":\"c2\",\"name\":\"g\","
                                + "\"response\":{\"b\":2}}},{\"functionResponse\":{\"id\":\"c1\",\"name\":\"f\","
                                + "\"response\":{\"error\":\"{\\\"b\\\":2} or so\"}}}]},"
                                + "{\"role\":\"user\",\"parts\":[{\"text\":\"And?\"}]}]}");
    }

    @Test
    void isHandedTheDeliveredText() {
        Step step = new Step(Targets.gemini("gemini-2.5-flash", Continuation.PREFILL), Opening.PREFILL, true);

        assertThat(body(hello(Thinking.of(Thinking.Effort.HIGH)), step, "One two "))
                .isEqualTo("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]},"
                        + "{\"role\":\"model\",\"parts\":[{\"text\":\"One two\"}]}],"
                        + "\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":0}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gemini-2.5-flash | HIGH | {\"includeThoughts\":true,\"thinkingBudget\":16384}",
                "gemini-2.5-flash | MAX | {\"includeThoughts\":true,\"thinkingBudget\":24576}",
                "gemini-2.5-flash | NONE | {\"thinkingBudget\":0}",
                "gemini-2.5-pro | NONE | {\"thinkingBudget\":128}",
                "gemini-3-pro-preview | NONE | {\"thinkingLevel\":\"low\"}",
                "gemini-3-flash | MINIMAL | {\"includeThoughts\":true,\"thinkingLevel\":\"minimal\"}",
                "gemini-flash-latest | XHIGH | {\"includeThoughts\":true,\"thinkingLevel\":\"high\"}",
                "gemma-3 | LOW | {\"includeThoughts\":true,\"thinkingBudget\":2048}"
            })
    void isToldHowMuchToThinkInItsOwnWords(String model, Thinking.Effort effort, String config) {
        Thinking thinking = effort == Thinking.Effort.NONE ? Thinking.NONE : Thinking.of(effort);

        assertThat(body(hello(thinking), model)).endsWith("\"generationConfig\":{\"thinkingConfig\":" + config + "}}");
    }

    @Test
    void isNotToldTheNamesOfFiles() {
        Content file = new Content.File(new Source.Inline("application/pdf", "JVBERi0="), "a.pdf");
        Step step = new Step(Targets.gemini("gemini-3-flash", Continuation.NONE), Opening.RESTART);
        Losses losses = new Losses(Enum::name, step.target());
        Turn turn = new Turn(Turn.Role.USER, List.of(file));

        new GeminiProvider().body(prompt(List.of(turn), Tools.NONE, new OutputFormat.Text(), null), step, "", losses);

        assertThat(losses.dropped()).containsExactly("FILE_NAME");
    }

    @Test
    void isNotToldToThinkWhereItCannot() {
        assertThat(body(hello(Thinking.of(Thinking.Effort.HIGH)), "gemini-2.0-flash"))
                .doesNotContain("thinkingConfig");
    }

    @Test
    void isNotAskedForToolsAndAFormatAtOnceBeforeItsThirdVersion() {
        List<Turn> turns = List.of(Turn.of(Turn.Role.USER, "Hi"));
        Prompt both = prompt(turns, ONE_TOOL, new OutputFormat.Json(), null);

        assertThatThrownBy(() -> body(both, "gemini-2.5-pro"))
                .isInstanceOfSatisfying(
                        BadRequest.class, bad -> assertThat(bad.param()).isEqualTo("OUTPUT_FORMAT"));
        assertThat(body(both, "gemini-3-pro"))
                .contains(
                        "\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]",
                        "\"responseMimeType\":\"application/json\"");
    }

    @ParameterizedTest
    @CsvSource({"2147483647, true", "-2147483648, true", "2147483648, false"})
    void isToldASeedThatItTakes(long seed, boolean told) {
        Sampling sampling = new Sampling(null, null, null, seed, null, null, false);
        Prompt prompt = new Prompt(
                List.of(Turn.of(Turn.Role.USER, "Hi")),
                Tools.NONE,
                Limits.NONE,
                sampling,
                new OutputFormat.Text(),
                null,
                null,
                true,
                Particulars.NONE);
        Step step = new Step(Targets.gemini("gemini-2.5-flash", Continuation.NONE), Opening.RESTART);
        Losses losses = new Losses(Enum::name, step.target());

        String body = new String(new GeminiProvider().body(prompt, step, "", losses), UTF_8);

        assertThat(body.contains("\"seed\":" + seed)).isEqualTo(told);
        assertThat(losses.dropped()).isEqualTo(told ? List.of() : List.of("SEED"));
    }

    @Test
    void isPassedOverWhereTheClientHasBegunTheAnswerAndItWouldNotGoOn() {
        Prompt begun = prompt(List.of(Turn.of(Turn.Role.ASSISTANT, "Well")), Tools.NONE, new OutputFormat.Text(), null);
        Step step = new Step(Targets.gemini("gemini-3.6-flash", Continuation.NONE), Opening.RESTART);

        assertThatThrownBy(() -> body(begun, step, "")).isInstanceOf(BadRequest.class);
    }
}
