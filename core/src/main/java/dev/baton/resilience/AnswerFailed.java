package dev.baton.resilience;

import java.util.List;

/**
 * The end of an answer that nobody could complete. Carries no stack trace: it is an outcome, not a defect.
 */
public final class AnswerFailed extends RuntimeException {

    /** Why no further attempt is made. */
    public enum Reason {
        /** No step is left that could go on. */
        NO_TARGET_LEFT,
        /** The time of the whole request is up. */
        DEADLINE,
        /** The client took nothing for too long. */
        CLIENT_STALLED
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<Failure> failures;

    /** @param failures of all attempts, in order; empty only when the time was up before any of them failed */
    public AnswerFailed(Reason reason, List<Failure> failures) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.failures = List.copyOf(failures);
    }

    public Reason reason() {
        return reason;
    }

    /** What went wrong, in order: the first is the cause, what follows are attempts to make up for it. */
    public List<Failure> failures() {
        return failures;
    }
}
