package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import tools.jackson.databind.node.ObjectNode;

/** What differs between the chunks of OpenAI's two kinds of stream: chats, and the older completions. */
sealed interface ChunkForm permits ChatForm, TextForm {

    /** What a chunk calls itself. */
    String object();

    /** Whether there are words for a part where it comes; usage comes at the end. */
    boolean says(Part part);

    /**
     * Says a part, one of those that there are words for, in an empty choice.
     *
     * @param identity the answer that it is a part of
     */
    void say(Part part, ObjectNode choice, Head identity);

    /**
     * Takes out of a provider's own choice what the client need not be told.
     *
     * @param begun whether the client has heard of the choice
     */
    void amend(ObjectNode choice, boolean begun);

    /** Whether anything is left in a choice. */
    boolean saysSomething(ObjectNode choice);

    /** A whole answer, made of what a target of another dialect said. */
    byte[] whole(AnswerEvent answer, Head identity);

    /** The word for the end of a choice. */
    static String label(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, PAUSE -> "stop";
            case LENGTH, CONTEXT_FULL -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }
}
