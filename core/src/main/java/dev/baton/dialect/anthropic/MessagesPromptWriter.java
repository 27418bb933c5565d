package dev.baton.dialect.anthropic;

import dev.baton.dialect.Losses;
import dev.baton.dialect.Takeover;
import dev.baton.dialect.json.Json;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Thinking;
import dev.baton.resilience.Step;
import dev.baton.route.Continuation;
import dev.baton.route.Target;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for a provider of the Messages protocol. */
final class MessagesPromptWriter {

    /** The protocol's own least. */
    private static final int LEAST_BUDGET = 1_024;

    private final Target target;
    private final ClaudeModel model;
    private final Losses losses;
    private final ObjectNode root = Json.TREES.createObjectNode();

    MessagesPromptWriter(Target target, Losses losses) {
        this.target = target;
        this.model = ClaudeModel.of(target.model());
        this.losses = losses;
    }

    byte[] write(Prompt prompt, Step step, String delivered) {
        fill(Takeover.of(step, delivered).map(takeover -> takeover.of(prompt)).orElse(prompt));
        if (step.thinkingOff()) {
            root.putObject("thinking").put("type", "disabled");
        }
        return Json.TREES.writeValueAsBytes(root);
    }

    private void fill(Prompt prompt) {
        losses.refuseIf(prompt.endsWithAssistant() && target.continuation() == Continuation.NONE, Feature.BEGUN_ANSWER);
        long limit = limit(prompt.limits());
        root.put("model", target.model()).put("max_tokens", limit);
        new MessagesTurnsWriter(losses).write(prompt.turns(), root);
        if (prompt.streaming()) {
            root.put("stream", true);
        }
        stop(prompt.limits());
        format(prompt.format());
        boolean thinks = thinking(prompt, limit);
        sampling(ClaudeSampling.of(prompt.sampling(), model, thinks, losses));
        new MessagesToolsWriter(model, thinks, losses).write(prompt.tools(), root);
        if (prompt.user() != null) {
            root.putObject("metadata").put("user_id", prompt.user());
        }
    }

    private long limit(Limits limits) {
        losses.refuseIf(limits.choices() > 1, Feature.CHOICES);
        Long wanted = limits.maxTokens();
        return wanted == null ? model.defaultLimit() : wanted;
    }

    private void stop(Limits limits) {
        losses.refuseIf(limits.stop().stream().anyMatch(String::isBlank), Feature.STOP);
        if (!limits.stop().isEmpty()) {
            ArrayNode stops = root.putArray("stop_sequences");
            limits.stop().forEach(stops::add);
        }
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Text ignored -> {}
            // There is no such promise in this protocol, and prose in place of JSON would break the client.
            case OutputFormat.Json ignored -> throw losses.refusal(Feature.OUTPUT_FORMAT);
            case OutputFormat.Schema schema -> {
                losses.refuseIf(!model.followsSchemas(), Feature.OUTPUT_FORMAT);
                root.withObjectProperty("output_config")
                        .putObject("format")
                        .put("type", "json_schema")
                        .set("schema", schema.schema());
            }
        }
    }

    /** Says how much to think; returns whether it thinks. */
    private boolean thinking(Prompt prompt, long limit) {
        Thinking wanted = prompt.thinking();
        if (wanted == null || wanted.isOff()) {
            losses.dropIf(wanted != null && model.alwaysThinks(), Feature.THINKING);
            return false;
        }
        // Between a call and its result Claude wants its own signed thoughts back, which nobody else can have.
        if (!model.thinks() || prompt.answersATool()) {
            losses.dropIf(true, Feature.THINKING);
            return false;
        }
        return model.thinksAdaptively() ? adaptive(wanted) : budget(wanted, limit);
    }

    private boolean adaptive(Thinking wanted) {
        root.putObject("thinking").put("type", "adaptive");
        if (wanted.effort() != null || wanted.budget() != null) {
            root.withObjectProperty("output_config")
                    .put("effort", model.wordFor(wanted.effortOr(Thinking.Effort.MEDIUM)));
        }
        return true;
    }

    /** A budget is a part of the limit. */
    private boolean budget(Thinking wanted, long limit) {
        long budget = Math.min(wanted.budgetTokens(), limit - 1);
        if (budget < LEAST_BUDGET) {
            losses.dropIf(true, Feature.THINKING);
            return false;
        }
        losses.dropIf(!wanted.isMetBy(budget), Feature.THINKING);
        root.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        return true;
    }

    private void sampling(ClaudeSampling sampling) {
        if (sampling.temperature() != null) {
            root.put("temperature", sampling.temperature());
        }
        if (sampling.topP() != null) {
            root.put("top_p", sampling.topP());
        }
        if (sampling.topK() != null) {
            root.put("top_k", sampling.topK());
        }
    }
}
