package dev.baton.dialect.gemini;

import dev.baton.prompt.Thinking;
import tools.jackson.databind.node.ObjectNode;

/** How much a model is to think, in {@code thinkingConfig}. Thoughts that are wanted are also shown. */
final class GeminiThinking {

    /** Pro cannot stop. */
    private static final int LEAST_OF_PRO = 128;

    /** What every model takes that knows budgets: Flash-Lite takes no less, Flash no more. */
    private static final int LEAST = 512;

    private static final int MOST = 24_576;

    private final GeminiModel model;

    GeminiThinking(GeminiModel model) {
        this.model = model;
    }

    /**
     * Says how much to think, as near as the model comes to it.
     *
     * @param config is filled in
     * @return whether it is what was wanted
     */
    boolean write(Thinking wanted, ObjectNode config) {
        if (wanted.isOff()) {
            off(config);
            return model.canStopThinking();
        }
        config.put("includeThoughts", true);
        if (wanted.effort() == null && wanted.budget() == null) {
            return true;
        }
        if (model.thinksByLevel()) {
            config.put("thinkingLevel", level(wanted.effortOr(Thinking.Effort.MEDIUM)));
            return true;
        }
        int budget = Math.clamp(wanted.budgetTokens(), LEAST, MOST);
        config.put("thinkingBudget", budget);
        return wanted.isMetBy(budget);
    }

    /** As little as the model can. */
    void off(ObjectNode config) {
        if (model.thinksByLevel()) {
            config.put("thinkingLevel", model.isPro() ? "low" : "minimal");
        } else {
            config.put("thinkingBudget", model.canStopThinking() ? 0 : LEAST_OF_PRO);
        }
    }

    private String level(Thinking.Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL -> model.isPro() ? "low" : "minimal";
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH, XHIGH, MAX -> "high";
        };
    }
}
