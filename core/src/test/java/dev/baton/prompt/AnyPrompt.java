package dev.baton.prompt;

import dev.baton.dialect.json.Json;
import dev.baton.prompt.Thinking.Effort;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request that a client of one dialect or another may make, drawn at random from the whole vocabulary. */
public final class AnyPrompt {

    private static final JsonNode OPEN = schema("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");
    private static final JsonNode CLOSED = schema("{\"type\":\"object\",\"additionalProperties\":false}");

    private final Draw draw;

    private AnyPrompt(Draw draw) {
        this.draw = draw;
    }

    public static Prompt of(Random random) {
        return new AnyPrompt(new Draw(random)).prompt();
    }

    private static JsonNode schema(String json) {
        return Json.TREES.readTree(json);
    }

    private Prompt prompt() {
        return new Prompt(
                new AnyConversation(draw).turns(),
                tools(),
                limits(),
                sampling(),
                format(),
                draw.maybe(this::thinking),
                draw.maybe(draw::text),
                draw.onceIn(2),
                Particulars.NONE);
    }

    private Limits limits() {
        return new Limits(draw.maybe(() -> (long) draw.upTo(9_000)), stop(), draw.onceIn(4) ? draw.upTo(8) : 1);
    }

    private List<String> stop() {
        return draw.list(draw.onceIn(6) ? 6 : 2, () -> draw.onceIn(9) ? "\n" : draw.text());
    }

    private Sampling sampling() {
        return new Sampling(
                draw.maybe(() -> draw.hundredths(0, 200)),
                draw.maybe(() -> draw.hundredths(1, 100)),
                draw.maybe(() -> draw.onceIn(9) ? 5_000_000_000L : draw.upTo(100)),
                draw.maybe(() -> draw.onceIn(4) ? draw.random().nextLong() : draw.upTo(1_000)),
                draw.maybe(() -> draw.hundredths(-200, 200)),
                draw.maybe(() -> draw.hundredths(-200, 200)),
                draw.onceIn(6));
    }

    private OutputFormat format() {
        return draw.<OutputFormat>one(
                OutputFormat.Text::new,
                OutputFormat.Text::new,
                OutputFormat.Json::new,
                () -> new OutputFormat.Schema(
                        draw.word("answer", "weather_report", ""), draw.one(() -> OPEN, () -> CLOSED), draw.onceIn(2)));
    }

    private Thinking thinking() {
        return draw.<Thinking>one(
                () -> Thinking.NONE,
                () -> new Thinking(null, null),
                () -> new Thinking(null, draw.upTo(draw.onceIn(4) ? 100_000 : 12_000)),
                () -> Thinking.of(draw.one(
                        () -> Effort.MINIMAL,
                        () -> Effort.LOW,
                        () -> Effort.MEDIUM,
                        () -> Effort.HIGH,
                        () -> Effort.MAX)));
    }

    private Tools tools() {
        List<String> names = IntStream.range(0, draw.random().nextInt(4))
                .mapToObj(i -> "tool" + i)
                .toList();
        return new Tools(
                names.stream().map(this::tool).toList(),
                names.isEmpty() ? draw.maybe(Tools.Choice.Auto::new) : choice(names),
                draw.onceIn(2));
    }

    private Tools.Tool tool(String name) {
        return new Tools.Tool(
                name, draw.one(() -> "", draw::text), draw.maybe(() -> OPEN), draw.maybe(() -> draw.onceIn(2)));
    }

    private Tools.@Nullable Choice choice(List<String> names) {
        return draw.<Tools.@Nullable Choice>one(
                () -> null,
                Tools.Choice.Auto::new,
                Tools.Choice.Any::new,
                Tools.Choice.Never::new,
                () -> new Tools.Choice.Named(names.getFirst()),
                () -> new Tools.Choice.Among(draw.some(names), draw.onceIn(2)));
    }
}
