package dev.baton.route;

import java.util.Locale;

/** The classes of failure that a configuration can name, cut by what is done about them. */
public enum FailureClass {
    /** One fault that is not overload: the same target is asked once more. */
    TRANSIENT,
    /** Nothing usable came back: the next target, at once. */
    UNAVAILABLE,
    /** Too many requests: worth a short wait where the provider names one, else the next target. */
    RATE_LIMITED,
    /** Nothing left to spend at the provider: the next target. */
    QUOTA_EXHAUSTED,
    /** The provider refuses our key: the next target, never the client's 401. */
    CREDENTIAL_REFUSED,
    /** The provider does not know the model: the next target. */
    MODEL_GONE,
    /** The request is at fault: told to the caller, no other target is asked. */
    CALLER_FAULT,
    /** The prompt is too long for this target: the next one, once. */
    CONTEXT_LENGTH,
    /** The provider refuses the content: told to the caller. */
    CONTENT_POLICY,
    /** The target does not continue an assistant message: the next way of continuing. */
    PREFILL_REFUSED;

    /** The name in the configuration, such as {@code rate-limited}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
