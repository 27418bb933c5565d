package dev.baton.dialect.sse;

/**
 * A stream that gave more than one of the {@link SseLimits} allows. Carries no stack trace: it is the provider's fault.
 */
public final class SseLimitExceeded extends RuntimeException {

    /** Which limit. */
    public enum Limit {
        EVENT_BYTES("eventBytes"),
        COMMENT_RUN_BYTES("commentRunBytes");

        private final String text;

        Limit(String text) {
            this.text = text;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Limit limit;

    SseLimitExceeded(Limit limit, long found, int allowed) {
        super(limit.text + ": " + found + " (expected: at most " + allowed + ")", null, false, false);
        this.limit = limit;
    }

    public Limit limit() {
        return limit;
    }
}
