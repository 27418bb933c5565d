package dev.baton.splice;

import dev.baton.splice.SeamFailed.Reason;

/** Swallows what a target repeats of a text, and insists on all of it. */
final class ReplaySeam implements TextFilter {

    private final String delivered;
    private int swallowed;

    ReplaySeam(String delivered) {
        this.delivered = delivered;
    }

    @Override
    public String accept(String piece) {
        int repeated = Math.min(piece.length(), delivered.length() - swallowed);
        if (!delivered.regionMatches(swallowed, piece, 0, repeated)) {
            throw failure("the target departed from the delivered text");
        }
        swallowed += repeated;
        return piece.substring(repeated);
    }

    @Override
    public String finish() {
        if (swallowed < delivered.length()) {
            throw failure("the target finished within the delivered text");
        }
        return "";
    }

    /** Nothing of it ever waits: what is swallowed is with the client already. */
    @Override
    public boolean isHolding() {
        return false;
    }

    private SeamFailed failure(String detail) {
        return new SeamFailed(
                Reason.DIVERGED,
                detail + " (" + swallowed + " of " + delivered.length() + " characters were repeated)");
    }
}
