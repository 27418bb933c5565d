package dev.baton.dialect;

import dev.baton.answer.Part;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Turn;
import dev.baton.resilience.Step;
import dev.baton.splice.Alignment;
import dev.baton.splice.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a target is told behind the client's request when it takes up an answer, whatever the dialect.
 *
 * @param prefix the delivered text as the assistant's message, without white space at its end
 * @param request the user's message behind it; null where the target goes on from the text itself
 * @param spentTokens to be taken off the client's limit
 */
public record Takeover(String prefix, @Nullable String request, long spentTokens) {

    /**
     * How a step takes up an answer.
     *
     * @param delivered the text that the client has
     * @return empty for a step that asks for all of the answer
     */
    public static Optional<Takeover> of(Step step, String delivered) {
        return switch (step.opening()) {
            case RESTART, REPLAY -> Optional.empty();
            case PREFILL -> Optional.of(prefill(Alignment.prefillOf(delivered)));
            case ANCHOR ->
                Optional.of(anchor(
                        Alignment.prefillOf(delivered), Anchor.of(delivered).orElseThrow()));
        };
    }

    private static Takeover prefill(String prefix) {
        return new Takeover(prefix, null, Part.Usage.estimate(prefix.length()));
    }

    /** Of the repeated characters every second one has a token to itself: a guess that hardly ever cuts the answer short. */
    private static Takeover anchor(String prefix, Anchor anchor) {
        long spent = Part.Usage.estimate(prefix.length()) - anchor.text().length() / 2;
        return new Takeover(prefix, anchor.request(), spent);
    }

    /** Whether the target goes on from the text itself. */
    public boolean isPrefill() {
        return request == null;
    }

    /** The request for a target that is told so. A model that goes on from a text is not told to think. */
    public Prompt of(Prompt prompt) {
        List<Turn> more = new ArrayList<>(List.of(Turn.of(Turn.Role.ASSISTANT, prefix)));
        if (request != null) {
            more.add(Turn.of(Turn.Role.USER, request));
        }
        return prompt.continuedBy(more, spentTokens, isPrefill() ? null : prompt.thinking());
    }
}
