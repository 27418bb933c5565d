package dev.baton.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer ends.
 *
 * @param maxTokens thinking included; null for as many as the model likes
 * @param stop texts before which it ends
 * @param choices how many answers to the one prompt
 */
public record Limits(@Nullable Long maxTokens, List<String> stop, int choices) {

    public static final Limits NONE = new Limits(null, List.of(), 1);

    public Limits {
        stop = List.copyOf(stop);
    }

    /** The same with so many tokens less, of which at least one is left. */
    public Limits less(long spentTokens) {
        return maxTokens == null ? this : new Limits(Math.max(1, maxTokens - spentTokens), stop, choices);
    }
}
