package dev.baton.resilience;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of an answer that nobody could complete. Carries no stack trace: it is an outcome, not a defect.
 */
public final class AnswerFailed extends RuntimeException {

    /** Why no further attempt is made. */
    public enum Reason {
        /** No step is left that could go on. */
        NO_TARGET_LEFT,
        /** The time of the whole request is up. */
        DEADLINE
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient @Nullable Failure cause;
    private final transient List<Failure> failures;

    private AnswerFailed(Reason reason, @Nullable Failure cause, List<Failure> failures) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.cause = cause;
        this.failures = List.copyOf(failures);
    }

    /** The end that a plan decided on. */
    public static AnswerFailed of(Decision.GiveUp end) {
        return new AnswerFailed(Reason.NO_TARGET_LEFT, end.cause(), end.failures());
    }

    /**
     * The time of the whole request is up.
     *
     * @param failures so far, in order; may be empty
     */
    public static AnswerFailed late(List<Failure> failures) {
        return new AnswerFailed(Reason.DEADLINE, failures.isEmpty() ? null : failures.getFirst(), failures);
    }

    public Reason reason() {
        return reason;
    }

    /** What to tell the client; null only when the time was up before anything failed. */
    public @Nullable Failure cause() {
        return cause;
    }

    /** What went wrong, in order: the first is the cause, what follows are attempts to make up for it. */
    public List<Failure> failures() {
        return failures;
    }
}
