package dev.baton.answer;

/**
 * What the client has been given so far. Belongs to the answer, never to an attempt: it is what decides whether an answer
 * may start again (nothing useful was delivered) or must be continued. Used by one thread at a time.
 */
public final class Transcript {

    private final StringBuilder text = new StringBuilder();
    private long usefulEvents;
    private long reasoningCharacters;
    private long promptTokens;
    private boolean refused;
    private boolean calledTools;
    private boolean finished;
    private boolean beyondWords;
    private boolean manyChoices;
    private boolean usageStated;

    /** Notes an event that has been handed to the client. */
    public void delivered(AnswerEvent event) {
        boolean useful = false;
        for (Part part : event.parts()) {
            note(part);
            useful |= part.isUseful();
        }
        // Usage that comes before the finish is a running count, and an attempt that breaks takes it along.
        usageStated |= finished && event.has(Part.Usage.class);
        if (useful) {
            usefulEvents++;
        }
    }

    private void note(Part part) {
        switch (part) {
            case Part.Text said -> {
                text.append(said.text());
                manyChoices |= said.choice() != 0;
            }
            case Part.Reasoning thought -> reasoningCharacters += thought.text().length();
            case Part.Refusal ignored -> refused = true;
            case Part.ToolCall ignored -> calledTools = true;
            case Part.Finish ignored -> finished = true;
            case Part.Block block -> beyondWords |= block.kind() == Part.Block.Kind.OTHER;
            case Part.Signature ignored -> {}
            case Part.Redacted ignored -> {}
            case Part.StillThinking ignored -> {}
            case Part.Role ignored -> {}
            case Part.Usage stated -> promptTokens = Math.max(promptTokens, stated.prompt());
        }
    }

    /** Whether nothing useful has been delivered, so that the answer may still start again. */
    public boolean isEmpty() {
        return usefulEvents == 0;
    }

    /** How many useful events have been delivered: grows whenever an attempt gets something through. */
    public long usefulEvents() {
        return usefulEvents;
    }

    /** The text delivered so far, of the first choice. */
    public String text() {
        return text.toString();
    }

    /** Whether thoughts have been delivered. */
    public boolean hasReasoning() {
        return reasoningCharacters > 0;
    }

    /** The length of the text and the reasoning delivered so far, in characters. */
    public long characters() {
        return text.length() + reasoningCharacters;
    }

    /**
     * Whether what was delivered can be taken up by another attempt. A delivered tool call would be made twice, a refusal
     * and a finished choice cannot be gone on from, of several choices each would have to be continued by itself, and what
     * is not said in words (a search that the provider made, a citation) is nothing that another target could go on from.
     */
    public boolean isContinuable() {
        return !refused && !calledTools && !finished && !manyChoices && !beyondWords;
    }

    /** Whether a choice has been finished: little more than the end is to come, unless there are more choices. */
    public boolean hasFinish() {
        return finished;
    }

    /** The tokens of the client's prompt, as a target has counted them; 0 where none has said so. */
    public long promptTokens() {
        return promptTokens;
    }

    /** Whether a target has said what the whole answer cost. */
    public boolean hasUsage() {
        return usageStated;
    }
}
