package dev.baton.prompt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request, to be asked in any dialect.
 *
 * @param turns of the conversation, in order
 * @param format of the answer's text
 * @param thinking how much the model is to think; null when the client leaves it to the model
 * @param user the client's name for who asks, null without one
 * @param streaming whether the answer is wanted token by token
 * @param particulars what the client's own dialect says besides
 */
public record Prompt(
        List<Turn> turns,
        Tools tools,
        Limits limits,
        Sampling sampling,
        OutputFormat format,
        @Nullable Thinking thinking,
        @Nullable String user,
        boolean streaming,
        Particulars particulars) {

    public Prompt {
        turns = List.copyOf(turns);
    }

    /**
     * The request for the rest of an answer, which is not all of what a format describes.
     *
     * @param more turns behind the client's
     * @param spentTokens so many less are left
     * @param thinking as in the constructor
     */
    public Prompt continuedBy(List<Turn> more, long spentTokens, @Nullable Thinking thinking) {
        List<Turn> all = new ArrayList<>(turns);
        all.addAll(more);
        return new Prompt(
                all,
                tools,
                limits.less(spentTokens),
                sampling,
                new OutputFormat.Text(),
                thinking,
                user,
                streaming,
                particulars);
    }

    /** Whether it brings what a tool gave, so that the model goes on with the turn in which it made the call. */
    public boolean answersATool() {
        return !turns.isEmpty() && turns.getLast().content().stream().anyMatch(Content.ToolResult.class::isInstance);
    }

    /** Whether the client has begun the answer itself, for the model to go on from there. */
    public boolean endsWithAssistant() {
        return !turns.isEmpty() && turns.getLast().role() == Turn.Role.ASSISTANT;
    }
}
