package dev.baton.answer;

/** The normal ways for an answer to end. Every other way is a failure. */
public enum FinishReason {
    STOP,
    /** One of the texts before which the client wants it to end. */
    STOP_SEQUENCE,
    /** As many tokens as the client wants at most. */
    LENGTH,
    /** As many tokens as the model can take, prompt included. */
    CONTEXT_FULL,
    TOOL_CALLS,
    CONTENT_FILTER,
    /** The provider's own tools took long: the client may send the answer back to have it gone on with. */
    PAUSE
}
