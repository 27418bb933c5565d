package dev.baton.bedrock;

import dev.baton.dialect.Losses;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Thinking;
import tools.jackson.databind.node.ObjectNode;

/** Writes how much a model is to think: Claude in its own words. Of other models it is not known how they are told. */
final class ConverseThinking {

    private static final int LEAST_BUDGET = 1_024;

    private final BedrockModel model;
    private final Losses losses;

    ConverseThinking(BedrockModel model, Losses losses) {
        this.model = model;
        this.losses = losses;
    }

    /**
     * Says how much to think; returns whether it thinks.
     *
     * @param inference gets a limit where there is none, since a budget is a part of it
     */
    boolean write(Prompt prompt, ObjectNode root, ObjectNode inference, ObjectNode more) {
        Thinking wanted = prompt.thinking();
        if (wanted == null || wanted.isOff()) {
            losses.dropIf(wanted != null && model.claude().alwaysThinks(), Feature.THINKING);
            return false;
        }
        // Between a call and its result Claude wants its own signed thoughts back, which nobody else can have.
        if (!model.thinks() || prompt.answersATool()) {
            return left();
        }
        return model.claude().thinksAdaptively()
                ? adaptive(wanted, root, more)
                : budget(wanted, prompt, inference, more);
    }

    private boolean left() {
        losses.dropIf(true, Feature.THINKING);
        return false;
    }

    private boolean adaptive(Thinking wanted, ObjectNode root, ObjectNode more) {
        more.putObject("thinking").put("type", "adaptive");
        if (wanted.effort() != null || wanted.budget() != null) {
            root.withObjectProperty("outputConfig")
                    .put("effort", model.claude().wordFor(wanted.effortOr(Thinking.Effort.MEDIUM)));
        }
        return true;
    }

    private boolean budget(Thinking wanted, Prompt prompt, ObjectNode inference, ObjectNode more) {
        Long asked = prompt.limits().maxTokens();
        long limit = asked == null ? model.claude().defaultLimit() : asked;
        long budget = Math.min(wanted.budgetTokens(), limit - 1);
        if (budget < LEAST_BUDGET) {
            return left();
        }
        losses.dropIf(!wanted.isMetBy(budget), Feature.THINKING);
        inference.put("maxTokens", limit);
        more.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        return true;
    }
}
