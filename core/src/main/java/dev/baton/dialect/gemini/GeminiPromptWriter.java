package dev.baton.dialect.gemini;

import dev.baton.dialect.Losses;
import dev.baton.dialect.Takeover;
import dev.baton.dialect.json.Json;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Sampling;
import dev.baton.prompt.Thinking;
import dev.baton.prompt.Tools;
import dev.baton.resilience.Step;
import dev.baton.route.Continuation;
import dev.baton.route.Target;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for a provider of this protocol. The model and whether to stream stand in its path. */
final class GeminiPromptWriter {

    /** The protocol takes no more. */
    private static final int MOST_STOPS = 5;

    private final Target target;
    private final GeminiModel model;
    private final Losses losses;
    private final ObjectNode root = Json.TREES.createObjectNode();
    private final ObjectNode config = Json.TREES.createObjectNode();

    GeminiPromptWriter(Target target, Losses losses) {
        this.target = target;
        this.model = GeminiModel.of(target.model());
        this.losses = losses;
    }

    byte[] write(Prompt prompt, Step step, String delivered) {
        fill(Takeover.of(step, delivered).map(takeover -> takeover.of(prompt)).orElse(prompt));
        if (step.thinkingOff()) {
            new GeminiThinking(model).off(config.putObject("thinkingConfig"));
        }
        if (!config.isEmpty()) {
            root.set(GenerationConfig.NAME, config);
        }
        return Json.TREES.writeValueAsBytes(root);
    }

    private void fill(Prompt prompt) {
        losses.refuseIf(prompt.endsWithAssistant() && target.continuation() == Continuation.NONE, Feature.BEGUN_ANSWER);
        losses.dropIf(prompt.user() != null, Feature.USER);
        new GeminiTurnsWriter(model, losses).write(prompt.turns(), root);
        new GeminiToolsWriter(losses).write(prompt.tools(), root);
        limits(prompt.limits());
        sampling(prompt.sampling());
        format(prompt.format(), prompt.tools());
        thinking(prompt.thinking());
    }

    private void limits(Limits limits) {
        losses.refuseIf(limits.stop().size() > MOST_STOPS, Feature.STOP);
        if (limits.choices() > 1) {
            config.put("candidateCount", limits.choices());
        }
        if (limits.maxTokens() != null) {
            config.put("maxOutputTokens", limits.maxTokens());
        }
        if (!limits.stop().isEmpty()) {
            ArrayNode stops = config.putArray("stopSequences");
            limits.stop().forEach(stops::add);
        }
    }

    private void sampling(Sampling sampling) {
        losses.refuseIf(sampling.logprobs(), Feature.LOGPROBS);
        putNumber("temperature", sampling.temperature());
        putNumber("topP", sampling.topP());
        putNumber("presencePenalty", sampling.presencePenalty());
        putNumber("frequencyPenalty", sampling.frequencyPenalty());
        if (sampling.topK() != null) {
            config.put("topK", sampling.topK());
        }
        seed(sampling.seed());
    }

    /** Of 32 bits: a longer one is answered with 400. */
    private void seed(@Nullable Long seed) {
        boolean fits = seed != null && seed == seed.intValue();
        losses.dropIf(seed != null && !fits, Feature.SEED);
        if (fits) {
            config.put("seed", seed);
        }
    }

    private void putNumber(String name, @Nullable Double value) {
        if (value != null) {
            config.put(name, value);
        }
    }

    private void format(OutputFormat format, Tools tools) {
        boolean plain = format instanceof OutputFormat.Text;
        losses.refuseIf(!plain && !tools.declared().isEmpty() && !model.formatsBesideTools(), Feature.OUTPUT_FORMAT);
        if (!plain) {
            config.put("responseMimeType", "application/json");
        }
        if (format instanceof OutputFormat.Schema schema) {
            config.set("responseJsonSchema", schema.schema());
        }
    }

    private void thinking(@Nullable Thinking wanted) {
        if (wanted == null) {
            return;
        }
        boolean asWanted = model.thinks()
                ? new GeminiThinking(model).write(wanted, config.putObject("thinkingConfig"))
                : wanted.isOff();
        losses.dropIf(!asWanted, Feature.THINKING);
    }
}
