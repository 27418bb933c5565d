package dev.baton.splice;

import dev.baton.splice.SeamFailed.Reason;

/**
 * Finds out whether a target that was given a text to continue goes on, repeats the end of it, echoes it, or starts
 * again, and lets pass what is new. {@link Alignment#afterPrefill} states the rules.
 */
final class PrefillSeam implements TextFilter {

    private final String prefill;
    private final int minOverlap;

    private final StringBuilder held = new StringBuilder();
    private boolean decided;

    private final GrowingSearch search;

    /** Looks for the new text without the blanks it begins with. */
    private final GrowingSearch searchBehindBlanks;

    private int blanks;

    /** How many blanks the prefill begins with. */
    private final int ownBlanks;

    /** How many characters the new text has in common with the prefill, both from their beginning. */
    private int restarted;

    PrefillSeam(String prefill, int minOverlap) {
        this.prefill = prefill;
        this.minOverlap = minOverlap;
        this.search = new GrowingSearch(prefill);
        this.searchBehindBlanks = new GrowingSearch(prefill);
        this.decided = prefill.isEmpty();
        this.ownBlanks = Blanks.leading(prefill);
    }

    @Override
    public String accept(String piece) {
        if (decided) {
            return piece;
        }
        for (int i = 0; i < piece.length(); i++) {
            take(piece.charAt(i));
            if (!mayRepeat() && !mayRepeatBehindBlanks()) {
                return release() + piece.substring(i + 1);
            }
        }
        return "";
    }

    @Override
    public String finish() {
        if (decided) {
            return "";
        }
        if (mayRepeat() && search.length() >= minOverlap) {
            throw search.start() == 0
                    ? failure(Reason.DIVERGED, "the target started again and stopped on the way")
                    : failure(Reason.AMBIGUOUS, "all that the target said was said before");
        }
        if (mayRepeatBehindBlanks() && searchBehindBlanks.length() >= minOverlap) {
            throw failure(Reason.AMBIGUOUS, "all that the target said behind its blanks was said before");
        }
        return release();
    }

    @Override
    public boolean isHolding() {
        return !decided && !held.isEmpty();
    }

    private void take(char next) {
        boolean leading = blanks == held.length();
        held.append(next);
        search.append(next);
        if (search.isInside() && search.start() == 0) {
            restarted = held.length();
        }
        if (leading && Blanks.isBlank(next)) {
            blanks++;
        } else if (looksBehindBlanks()) {
            searchBehindBlanks.append(next);
        }
    }

    private boolean mayRepeat() {
        return search.isInside() && (search.start() == 0 || leavesEnough(search));
    }

    private boolean mayRepeatBehindBlanks() {
        return looksBehindBlanks()
                && searchBehindBlanks.isInside()
                && (leavesEnough(searchBehindBlanks) || isAllButBlanks(prefill.length() - searchBehindBlanks.start()));
    }

    /** Whether an end of the prefill is all of it but the blanks it begins with; those count for its length. */
    private boolean isAllButBlanks(int end) {
        return end == prefill.length() - ownBlanks && prefill.length() >= minOverlap;
    }

    /** More blanks than this are no accident of a template; without a bound a flood of them would be held. */
    private boolean looksBehindBlanks() {
        return blanks > 0 && blanks <= minOverlap;
    }

    private boolean leavesEnough(GrowingSearch candidate) {
        return candidate.start() <= prefill.length() - minOverlap;
    }

    private String release() {
        String passing = held.substring(overlap());
        decided = true;
        held.setLength(0);
        return passing;
    }

    /** How much of the held text repeats the end of the prefill. */
    private int overlap() {
        int overlap = onlyOverlap();
        rejectOverlapBehindBlanks(overlap);
        if (restarted >= minOverlap && overlap == 0) {
            throw failure(Reason.DIVERGED, "the target started again and departed after " + restarted + " characters");
        }
        if (restarted >= minOverlap && restarted >= overlap) {
            throw failure(Reason.AMBIGUOUS, "the target repeated the end, or it started again and departed");
        }
        return overlap;
    }

    private int onlyOverlap() {
        int longest = search.longestOverlap();
        if (longest < minOverlap) {
            if (longest == prefill.length()) {
                throw failure(Reason.AMBIGUOUS, "the delivered text is too short to tell an echo from an accident");
            }
            return 0;
        }
        if (search.overlapBelow(longest) >= minOverlap) {
            throw failure(Reason.AMBIGUOUS, "the target repeated a periodic end, one period or more");
        }
        return longest;
    }

    private void rejectOverlapBehindBlanks(int overlap) {
        int shifted = searchBehindBlanks.longestOverlap();
        while (shifted >= minOverlap || isAllButBlanks(shifted)) {
            if (blanks + shifted != overlap) {
                throw failure(Reason.AMBIGUOUS, "the target repeated the end behind blanks that are not in it");
            }
            shifted = searchBehindBlanks.overlapBelow(shifted);
        }
    }

    private SeamFailed failure(Reason reason, String detail) {
        return new SeamFailed(
                reason, detail + " (" + held.length() + " characters after a prefill of " + prefill.length() + ")");
    }
}
