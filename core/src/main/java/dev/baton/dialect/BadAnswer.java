package dev.baton.dialect;

import dev.baton.resilience.Observation;

/** A body that is not a complete answer. Carries no stack trace: it is an outcome, not a defect. */
public final class BadAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Observation seen;

    public BadAnswer(Observation seen) {
        super(seen.getClass().getSimpleName(), null, false, false);
        this.seen = seen;
    }

    /** An answer that is malformed, cut off or aborted; the detail says how, without quoting it. */
    public static BadAnswer untrue(String detail) {
        return new BadAnswer(new Observation.Untrue(detail));
    }

    public Observation seen() {
        return seen;
    }
}
