package dev.baton.relay;

import dev.baton.resilience.Failure;

/** An attempt that failed, on its way to the decision about it. Carries no stack trace. */
final class AttemptFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    AttemptFailed(Failure failure) {
        super(failure.detail(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
