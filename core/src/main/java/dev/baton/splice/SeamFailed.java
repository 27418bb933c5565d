package dev.baton.splice;

/**
 * The new text cannot be joined to the delivered one. An outcome, not a defect: it carries no stack trace, and its
 * message none of the text.
 */
public final class SeamFailed extends RuntimeException {

    /** Why. */
    public enum Reason {
        /** The target tells the answer from its beginning, and tells it differently. */
        DIVERGED,
        /** The text fits in more than one way, and the ways give different answers. */
        AMBIGUOUS,
        /** It fits, and the whole is not what the client asked for. */
        UNFIT
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    SeamFailed(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** A whole that is not what the client asked for; the fault says nothing of its text. */
    public static SeamFailed unfit(String fault) {
        return new SeamFailed(Reason.UNFIT, fault);
    }

    public Reason reason() {
        return reason;
    }
}
