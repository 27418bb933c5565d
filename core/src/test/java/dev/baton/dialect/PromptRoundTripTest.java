package dev.baton.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.known.Dialects;
import dev.baton.prompt.Content;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Particulars;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Sampling;
import dev.baton.prompt.Source;
import dev.baton.prompt.Tools;
import dev.baton.prompt.Turn;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written in the words of a dialect, its own reader understands: so any two dialects understand each other. */
class PromptRoundTripTest {

    /** Azure is told the same as OpenAI. */
    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"AZURE", "BEDROCK"},
            mode = EnumSource.Mode.EXCLUDE)
    void meansTheSameWhenItIsReadAgain(Protocol protocol) {
        Seeds.forEach(PromptRoundTripTest.class, 2_000, seed -> {
            Prompt prompt = sayable(prompt(new Random(seed), protocol == Protocol.RESPONSES), protocol);
            Losses losses = new Losses(Enum::name, target(protocol));

            byte[] body = Dialects.ofProviders(protocol)
                    .body(prompt, new Step(target(protocol), Opening.RESTART), "", losses);

            assertThat(losses.dropped()).isEmpty();
            assertThat(normal(
                            client(protocol).read(call(protocol, prompt, body)).prompt()))
                    .isEqualTo(prompt);
        });
    }

    /** Some protocols say in the path whether to stream. */
    private static ClientCall call(Protocol protocol, Prompt prompt, byte[] body) {
        String path = Dialects.ofProviders(protocol)
                .envelope(target(protocol), prompt.streaming())
                .path();
        return new ClientCall(path.replaceFirst("\\?.*", ""), null, name -> null, body);
    }

    private static Target target(Protocol protocol) {
        Provider provider =
                new Provider("p", protocol, URI.create("https://example.com"), null, null, ConnectionReuse.POOLED);
        return new Target(provider, "a-model", Continuation.NONE);
    }

    private static ClientDialect client(Protocol protocol) {
        return switch (protocol) {
            case OPENAI, AZURE -> Dialects.CHAT;
            case ANTHROPIC -> Dialects.MESSAGES;
            case RESPONSES -> Dialects.RESPONSES;
            case GEMINI -> Dialects.GEMINI;
            case BEDROCK -> throw new IllegalArgumentException("no client speaks it");
        };
    }

    /** Without what a dialect has no words for. */
    private static Prompt sayable(Prompt prompt, Protocol protocol) {
        return switch (protocol) {
            case OPENAI, AZURE, ANTHROPIC, RESPONSES, BEDROCK -> prompt;
            case GEMINI ->
                new Prompt(
                        prompt.turns().stream()
                                .map(PromptRoundTripTest::withoutFileNames)
                                .toList(),
                        new Tools(
                                prompt.tools().declared().stream()
                                        .map(tool -> new Tools.Tool(
                                                tool.name(), tool.description(), tool.parameters(), null))
                                        .toList(),
                                prompt.tools().choice(),
                                true),
                        prompt.limits(),
                        prompt.sampling(),
                        prompt.format(),
                        prompt.thinking(),
                        null,
                        prompt.streaming(),
                        prompt.particulars());
        };
    }

    private static Turn withoutFileNames(Turn turn) {
        return new Turn(
                turn.role(),
                turn.content().stream()
                        .map(part -> part instanceof Content.File file ? new Content.File(file.source(), null) : part)
                        .toList());
    }

    /** Dialects differ in how many messages a turn of one side takes. */
    private static Prompt normal(Prompt read) {
        OutputFormat format = read.format() instanceof OutputFormat.Schema schema
                ? new OutputFormat.Schema("answer", schema.schema(), schema.strict())
                : read.format();
        return new Prompt(
                Turn.merged(read.turns()),
                read.tools(),
                read.limits(),
                read.sampling(),
                format,
                read.thinking(),
                read.user(),
                read.streaming(),
                Particulars.NONE);
    }

    /** @param responses a protocol without stop texts and top_k, in which a tool is strict or not */
    private static Prompt prompt(Random random, boolean responses) {
        return new Prompt(
                turns(random),
                tools(random, responses),
                new Limits(1L + random.nextInt(9_000), texts(random, responses ? 1 : 3), 1),
                new Sampling(
                        random.nextBoolean() ? null : random.nextInt(100) / 100.0,
                        random.nextBoolean() ? null : random.nextInt(100) / 100.0,
                        responses || random.nextBoolean() ? null : random.nextInt(100),
                        null,
                        null,
                        null,
                        false),
                random.nextInt(3) > 0
                        ? new OutputFormat.Text()
                        : new OutputFormat.Schema(
                                "answer",
                                Json.TREES.readTree("{\"type\":\"object\",\"additionalProperties\":false}"),
                                true),
                null,
                random.nextBoolean() ? null : text(random),
                random.nextBoolean(),
                Particulars.NONE);
    }

    private static List<Turn> turns(Random random) {
        List<Turn> turns = new ArrayList<>();
        if (random.nextBoolean()) {
            turns.add(Turn.of(Turn.Role.SYSTEM, text(random)));
        }
        List<Content.ToolCall> calls = List.of();
        for (int i = random.nextInt(4); i >= 0; i--) {
            turns.add(new Turn(Turn.Role.USER, asked(random, calls)));
            if (i > 0) {
                calls = calls(random);
                turns.add(new Turn(Turn.Role.ASSISTANT, answered(random, calls)));
            }
        }
        return turns;
    }

    private static List<Content> asked(Random random, List<Content.ToolCall> calls) {
        List<Content> said = new ArrayList<>();
        calls.forEach(
                call -> said.add(new Content.ToolResult(call.id(), List.of(new Content.Text(text(random))), false)));
        for (int i = random.nextInt(3) + (said.isEmpty() ? 1 : 0); i > 0; i--) {
            said.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new Content.Image(new Source.Inline("image/png", "iVBORw0K"), null);
                        case 1 -> new Content.Image(new Source.Link("https://example.com/" + random.nextInt(9)), null);
                        case 2 -> new Content.File(new Source.Inline("application/pdf", "JVBERi0="), "a.pdf");
                        default -> new Content.Text(text(random));
                    });
        }
        return said;
    }

    private static List<Content> answered(Random random, List<Content.ToolCall> calls) {
        List<Content> said = new ArrayList<>();
        if (calls.isEmpty() || random.nextBoolean()) {
            said.add(new Content.Text(text(random)));
        }
        said.addAll(calls);
        return said;
    }

    private static List<Content.ToolCall> calls(Random random) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(
                        i -> new Content.ToolCall("call_" + random.nextInt(1_000_000) + i, "tool", "{\"a\":" + i + "}"))
                .toList();
    }

    private static Tools tools(Random random, boolean responses) {
        List<Tools.Tool> declared = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new Tools.Tool(
                        "tool" + i,
                        random.nextBoolean() ? "" : text(random),
                        Json.TREES.readTree("{\"type\":\"object\",\"properties\":{}}"),
                        random.nextBoolean() ? Boolean.TRUE : responses ? Boolean.FALSE : null))
                .toList();
        if (declared.isEmpty()) {
            return Tools.NONE;
        }
        Tools.Choice choice = switch (random.nextInt(4)) {
            case 0 -> new Tools.Choice.Auto();
            case 1 -> new Tools.Choice.Any();
            case 2 -> new Tools.Choice.Named("tool0");
            default -> new Tools.Choice.Never();
        };
        return new Tools(declared, choice, choice instanceof Tools.Choice.Never || random.nextBoolean());
    }

    private static List<String> texts(Random random, int most) {
        return IntStream.range(0, random.nextInt(most))
                .mapToObj(i -> text(random))
                .toList();
    }

    private static String text(Random random) {
        String letters = "ab \n\"\\é😀\u2028{}";
        int[] characters = letters.codePoints().toArray();
        return "x"
                + IntStream.range(0, random.nextInt(12))
                        .mapToObj(i -> Character.toString(characters[random.nextInt(characters.length)]))
                        .reduce("", String::concat);
    }
}
