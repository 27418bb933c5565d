package dev.baton.testkit;

/** What a provider does with a trailing assistant message. */
public enum ContinuationStyle {
    /**
     * Goes on after it in its own text. The white space that the caller trimmed from the message's end comes first. After
     * a message that is not a beginning of its text it says its whole text.
     */
    CONTINUE,
    /** Does not see it: the whole text from the start. */
    IGNORE,
    /** Repeats the message, then goes on (Mistral). */
    ECHO,
    /** Repeats the end of the message, then goes on. */
    REPEAT_TAIL,
    /** Begins another text. */
    ANSWER_ANEW,
    /** Status 400, "does not support assistant message prefill". */
    REFUSE
}
