package dev.baton.answer;

/** The normal ways for an answer to end. Every other way is a failure. */
public enum FinishReason {
    STOP,
    LENGTH,
    TOOL_CALLS,
    CONTENT_FILTER
}
