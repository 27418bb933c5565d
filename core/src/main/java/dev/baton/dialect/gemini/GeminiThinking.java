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

    /** @param config is filled in */
    void write(Thinking wanted, ObjectNode config) {
        if (wanted.isOff()) {
            off(config);
            return;
        }
        config.put("includeThoughts", true);
        if (wanted.effort() == null && wanted.budget() == null) {
            return;
        }
        if (model.thinksByLevel()) {
            config.put("thinkingLevel", level(wanted.effortOr(Thinking.Effort.MEDIUM)));
        } else {
            config.put("thinkingBudget", Math.clamp(wanted.budgetTokens(), LEAST, MOST));
        }
    }

    /** As little as the model can. */
    void off(ObjectNode config) {
        if (model.thinksByLevel()) {
            config.put("thinkingLevel", model.isPro() ? "low" : "minimal");
        } else {
            config.put("thinkingBudget", model.isGemini() && model.isPro() ? LEAST_OF_PRO : 0);
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
