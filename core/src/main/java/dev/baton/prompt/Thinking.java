package dev.baton.prompt;

import org.jspecify.annotations.Nullable;

/**
 * How much a model thinks before it answers: as an effort or as tokens, and where the client says only one of them, the other by
 * a rule of thumb. Null for both when it shall think, and the client leaves to the model how much.
 *
 * @param budget in tokens
 */
public record Thinking(@Nullable Effort effort, @Nullable Integer budget) {

    /** In the words of the protocols that have them. */
    public enum Effort {
        NONE(0),
        MINIMAL(1_024),
        LOW(2_048),
        MEDIUM(8_192),
        HIGH(16_384),
        XHIGH(24_576),
        MAX(32_768);

        private final int budget;

        Effort(int budget) {
            this.budget = budget;
        }
    }

    public static final Thinking NONE = of(Effort.NONE);

    public static Thinking of(Effort effort) {
        return new Thinking(effort, null);
    }

    public boolean isOff() {
        return effort == Effort.NONE;
    }

    /** The effort, for protocols that know no budget. */
    public Effort effortOr(Effort fallback) {
        if (effort != null) {
            return effort;
        }
        return budget == null ? fallback : budget < 4_096 ? Effort.LOW : budget < 12_288 ? Effort.MEDIUM : Effort.HIGH;
    }

    /** Whether a budget is what the client asked for; of one who named an effort, or nothing, any is. */
    public boolean isMetBy(long tokens) {
        return budget == null || budget == tokens;
    }

    /** The budget in tokens, for protocols that know no effort. */
    public int budgetTokens() {
        return budget != null ? budget : effortOr(Effort.MEDIUM).budget;
    }
}
