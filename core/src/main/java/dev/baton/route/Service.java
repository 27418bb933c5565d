package dev.baton.route;

/** What is asked of a target. How it does at one of these says nothing of the others, so each is judged by itself. */
public enum Service {
    /** An answer to a conversation, in whatever dialect. */
    CHAT,
    /** The text that follows on a prompt, by OpenAI's older API. */
    COMPLETION,
    /** A vector for each of some texts. */
    EMBEDDING
}
