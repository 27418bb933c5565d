package dev.baton.resilience;

import java.time.Duration;
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
        DEADLINE,
        /** Whoever carries the answer has to go. */
        SHUTDOWN
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient @Nullable Failure cause;
    private final transient List<Failure> failures;
    private final transient List<PassedOver> passedOver;
    private final transient @Nullable Duration retryAfter;

    private AnswerFailed(Reason reason, Decision.GiveUp end) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.cause = end.cause();
        this.failures = end.failures();
        this.passedOver = end.passedOver();
        this.retryAfter = end.retryAfter();
    }

    /** The end that a plan decided on. */
    public static AnswerFailed of(Decision.GiveUp end) {
        return new AnswerFailed(Reason.NO_TARGET_LEFT, end);
    }

    /**
     * The time of the whole request is up.
     *
     * @param failures so far, in order; may be empty
     */
    public static AnswerFailed late(List<Failure> failures) {
        return without(Reason.DEADLINE, failures);
    }

    /**
     * Whoever carries the answer has to go.
     *
     * @param failures so far, in order; may be empty
     */
    public static AnswerFailed shutDown(List<Failure> failures) {
        return without(Reason.SHUTDOWN, failures);
    }

    private static AnswerFailed without(Reason reason, List<Failure> failures) {
        Failure first = failures.isEmpty() ? null : failures.getFirst();
        return new AnswerFailed(reason, new Decision.GiveUp(first, failures, List.of(), null));
    }

    public Reason reason() {
        return reason;
    }

    /** What to tell the client; null when the end came before anything failed, or nobody was to be asked. */
    public @Nullable Failure cause() {
        return cause;
    }

    /** What went wrong, in order: the first is the cause, what follows are attempts to make up for it. */
    public List<Failure> failures() {
        return failures;
    }

    /** Who was left and was not to be asked. */
    public List<PassedOver> passedOver() {
        return passedOver;
    }

    /** Until another request may be served; null when that is not known, or asking again cannot help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
