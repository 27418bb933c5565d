package dev.baton.dialect.anthropic;

import dev.baton.dialect.Losses;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Sampling;
import org.jspecify.annotations.Nullable;

/**
 * What Claude takes of a client's wishes how tokens are drawn, whoever serves it; null for what it is not told.
 *
 * @param temperature at most 1
 */
public record ClaudeSampling(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Long topK) {

    /**
     * Sorts a client's wishes.
     *
     * @param thinks whether the model is told to think, in its own way
     * @param losses is told what is left out
     * @throws dev.baton.dialect.BadRequest for probabilities, which it does not tell
     */
    public static ClaudeSampling of(Sampling wanted, ClaudeModel model, boolean thinks, Losses losses) {
        losses.refuseIf(wanted.logprobs(), Feature.LOGPROBS);
        losses.dropIf(wanted.seed() != null, Feature.SEED);
        losses.dropIf(wanted.presencePenalty() != null, Feature.PRESENCE_PENALTY);
        losses.dropIf(wanted.frequencyPenalty() != null, Feature.FREQUENCY_PENALTY);
        boolean refused = model.refusesSampling() || thinks;
        Double temperature = wanted.temperature();
        boolean oneOnly = temperature != null && model.wantsOneOfTemperatureAndTopP();
        losses.dropIf(temperature != null && (refused || temperature > 1), Feature.TEMPERATURE);
        losses.dropIf(wanted.topP() != null && (refused || oneOnly), Feature.TOP_P);
        losses.dropIf(wanted.topK() != null && refused, Feature.TOP_K);
        return new ClaudeSampling(
                temperature == null || refused ? null : Math.min(1, temperature),
                refused || oneOnly ? null : wanted.topP(),
                refused ? null : wanted.topK());
    }
}
