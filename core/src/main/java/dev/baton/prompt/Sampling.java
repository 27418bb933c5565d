package dev.baton.prompt;

import org.jspecify.annotations.Nullable;

/**
 * How tokens are drawn. What the client does not say is null.
 *
 * @param logprobs whether the probabilities of the tokens are wanted
 */
public record Sampling(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Long topK,
        @Nullable Long seed,
        @Nullable Double presencePenalty,
        @Nullable Double frequencyPenalty,
        boolean logprobs) {

    public static final Sampling DEFAULT = new Sampling(null, null, null, null, null, null, false);
}
