package dev.baton.resilience;

/** How an attempt takes up an answer. */
public enum Opening {
    /** The original request, for an answer of which the client has no text yet. */
    RESTART,
    /** The delivered text as a trailing assistant message that the target continues. */
    PREFILL,
    /** The original request again; what equals the delivered text is swallowed. */
    REPLAY,
    /** The delivered text, and a user's message that asks to repeat its end and go on; what is repeated is cut off. */
    ANCHOR
}
