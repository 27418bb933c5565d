package dev.baton.resilience;

import java.time.Duration;

/**
 * How it stands with a target at a moment.
 *
 * @param outFor how long it is certain not to be asked; zero where it may be asked now, or at any moment
 */
public record Standing(Kind kind, Duration outFor) {

    /** Whether a target may be asked, and if not, why. */
    public enum Kind {
        /** It may. */
        READY("ready"),
        /** It was left out after failures, and one answer may find out whether it has recovered. */
        PROBE("to be tried by one request"),
        /** One answer is finding that out. */
        PROBED("tried by another request after failures"),
        /** It failed too often: its breaker is open. */
        OPEN("left out after failures"),
        /** Its provider does not answer as it should when it is asked how it is. */
        DOWN("left out while its health check fails"),
        /** It asked for a pause. */
        PARKED("left out after a rate limit"),
        /** It has as many calls as it may have at a time. */
        FULL("at its limit of calls at a time");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    static final Standing READY = of(Kind.READY);

    static Standing of(Kind kind) {
        return new Standing(kind, Duration.ZERO);
    }

    /** Whether it is not to be asked now. */
    public boolean isOut() {
        return kind != Kind.READY && kind != Kind.PROBE;
    }

    @Override
    public String toString() {
        return outFor.isZero() ? kind.text : kind.text + ", for " + outFor.toMillis() + " ms more";
    }
}
