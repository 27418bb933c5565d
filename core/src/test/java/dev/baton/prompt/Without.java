package dev.baton.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Requests that ask for a feature less. What stays the same without a feature does not have it. */
public final class Without {

    private final Feature feature;

    private Without(Feature feature) {
        this.feature = feature;
    }

    public static Prompt of(Prompt prompt, Feature feature) {
        return new Without(feature).prompt(prompt);
    }

    private <T> @Nullable T unless(Feature lost, @Nullable T value) {
        return feature == lost ? null : value;
    }

    private Prompt prompt(Prompt prompt) {
        return new Prompt(
                turns(prompt),
                tools(prompt.tools()),
                limits(prompt.limits()),
                sampling(prompt.sampling()),
                feature == Feature.OUTPUT_FORMAT ? new OutputFormat.Text() : prompt.format(),
                unless(Feature.THINKING, prompt.thinking()),
                unless(Feature.USER, prompt.user()),
                prompt.streaming(),
                prompt.particulars());
    }

    private Limits limits(Limits limits) {
        return new Limits(
                unless(Feature.MAX_TOKENS, limits.maxTokens()),
                feature == Feature.STOP ? List.of() : limits.stop(),
                feature == Feature.CHOICES ? 1 : limits.choices());
    }

    private Sampling sampling(Sampling sampling) {
        return new Sampling(
                unless(Feature.TEMPERATURE, sampling.temperature()),
                unless(Feature.TOP_P, sampling.topP()),
                unless(Feature.TOP_K, sampling.topK()),
                unless(Feature.SEED, sampling.seed()),
                unless(Feature.PRESENCE_PENALTY, sampling.presencePenalty()),
                unless(Feature.FREQUENCY_PENALTY, sampling.frequencyPenalty()),
                feature != Feature.LOGPROBS && sampling.logprobs());
    }

    private Tools tools(Tools tools) {
        return new Tools(
                tools.declared().stream().map(this::tool).toList(),
                unless(Feature.TOOL_CHOICE, tools.choice()),
                feature == Feature.PARALLEL_TOOL_CALLS || tools.parallel());
    }

    private Tools.Tool tool(Tools.Tool tool) {
        return new Tools.Tool(
                tool.name(), tool.description(), tool.parameters(), unless(Feature.STRICT_TOOLS, tool.strict()));
    }

    private List<Turn> turns(Prompt prompt) {
        List<Turn> turns = new ArrayList<>(prompt.turns());
        if (feature == Feature.BEGUN_ANSWER && prompt.endsWithAssistant()) {
            turns.removeLast();
        }
        turns.replaceAll(turn -> new Turn(turn.role(), parts(turn.content())));
        return turns;
    }

    private List<Content> parts(List<Content> content) {
        return content.stream().map(this::part).filter(Objects::nonNull).toList();
    }

    private @Nullable Content part(Content part) {
        return switch (part) {
            case Content.Image image ->
                unless(Feature.IMAGE, new Content.Image(image.source(), unless(Feature.IMAGE_DETAIL, image.detail())));
            case Content.File file ->
                unless(Feature.FILE, new Content.File(file.source(), unless(Feature.FILE_NAME, file.name())));
            case Content.Audio audio -> unless(Feature.AUDIO, audio);
            case Content.CacheMark mark -> unless(Feature.CACHE_MARK, mark);
            case Content.ToolCall call ->
                new Content.ToolCall(
                        call.id(), call.name(), feature == Feature.TOOL_ARGUMENTS ? "{}" : call.arguments());
            case Content.ToolResult result ->
                new Content.ToolResult(
                        result.callId(),
                        parts(result.content()),
                        feature != Feature.FAILED_TOOL_RESULT && result.failed());
            case Content.Text said -> said;
            case Content.Refusal said -> said;
            case Content.Reasoning thought -> thought;
        };
    }
}
