package dev.baton.dialect;

import dev.baton.dialect.anthropic.ClaudeModel;
import dev.baton.dialect.json.Json;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Thinking;
import dev.baton.prompt.Tools;
import dev.baton.route.Protocol;
import dev.baton.route.Target;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Requests without the choices that a protocol leaves no room for: those of one form ask for the same. */
public record NormalForm(Target target) {

    private static final JsonNode NO_PARAMETERS = Json.TREES.readTree("{\"type\":\"object\",\"properties\":{}}");

    public Prompt of(Prompt prompt) {
        return new Prompt(
                new NormalTurns().of(prompt.turns()),
                tools(prompt.tools()),
                limits(prompt.limits()),
                prompt.sampling(),
                format(prompt.format()),
                thinking(prompt.thinking()),
                prompt.user(),
                prompt.streaming(),
                prompt.particulars());
    }

    /** Where the client sets no limit, a protocol that wants one is given a high one. */
    private Limits limits(Limits limits) {
        Long set = limits.maxTokens();
        return new Limits(
                set == null ? Long.valueOf(ClaudeModel.of(target.model()).defaultLimit()) : set,
                limits.stop(),
                limits.choices());
    }

    /**
     * A number of tokens and an effort are told as each other, and an effort as the nearest that there is a word for. Claude does not think
     * where it is not told to, nor does who cannot, and what it thinks counts for the limit of tokens, whatever the effort.
     */
    private @Nullable Thinking thinking(@Nullable Thinking thinking) {
        boolean claude = target.provider().protocol() == Protocol.ANTHROPIC
                || target.provider().protocol() == Protocol.BEDROCK;
        if (thinking == null || thinking.isOff()) {
            return claude || target.model().startsWith("mistral") ? null : thinking;
        }
        return claude ? new Thinking(null, null) : Thinking.of(coarse(thinking.effortOr(Thinking.Effort.MEDIUM)));
    }

    private static Thinking.Effort coarse(Thinking.Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> Thinking.Effort.LOW;
            case MEDIUM -> Thinking.Effort.MEDIUM;
            case HIGH, XHIGH, MAX -> Thinking.Effort.HIGH;
        };
    }

    /** The name is a label, which OpenAI wants to have; elsewhere there is none, and every schema is followed strictly. */
    private OutputFormat format(OutputFormat format) {
        boolean openAi = target.provider().protocol() == Protocol.OPENAI
                || target.provider().protocol() == Protocol.RESPONSES;
        return switch (format) {
            case OutputFormat.Text text -> text;
            case OutputFormat.Json json -> json;
            case OutputFormat.Schema schema ->
                new OutputFormat.Schema(
                        !openAi || schema.name().isEmpty() ? "answer" : schema.name(),
                        schema.schema(),
                        !openAi || schema.strict());
        };
    }

    /**
     * Where there are no tools, nothing can be said of them. Some tools to choose from are some tools, to call them as it likes is what a
     * model does that is told nothing, and one that makes no call makes no two at once.
     */
    private static Tools tools(Tools tools) {
        Tools some = tools.narrowed();
        if (some.declared().isEmpty()) {
            return Tools.NONE;
        }
        Tools.Choice choice = Objects.requireNonNullElseGet(some.choice(), Tools.Choice.Auto::new);
        return new Tools(
                some.declared().stream().map(NormalForm::tool).toList(),
                choice,
                some.parallel() || choice instanceof Tools.Choice.Never);
    }

    /** A tool without parameters has an object without any, and is strict only where that is said. */
    private static Tools.Tool tool(Tools.Tool tool) {
        return new Tools.Tool(
                tool.name(),
                tool.description(),
                Objects.requireNonNullElse(tool.parameters(), NO_PARAMETERS),
                Objects.requireNonNullElse(tool.strict(), false));
    }
}
