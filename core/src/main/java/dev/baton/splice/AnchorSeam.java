package dev.baton.splice;

import dev.baton.splice.SeamFailed.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts off what a target repeats of a text because it was asked to, and insists on the repetition.
 * {@link Alignment#behindAnchor} states the rules.
 */
final class AnchorSeam implements TextFilter {

    /** For what blanks add to a repetition, and an introduction before it. */
    private static final int MOST_BESIDE = 400;

    private final Anchor anchor;
    private final int most;
    private final Lead lead;
    private final List<Repetition> candidates = new ArrayList<>();
    private int taken;
    private boolean decided;

    AnchorSeam(Anchor anchor, int leastBehindProse) {
        this.anchor = anchor;
        this.most = 2 * anchor.collapsedText().length() + MOST_BESIDE;
        this.lead = new Lead(anchor.length() >= leastBehindProse);
        beginCandidate();
    }

    private void beginCandidate() {
        candidates.add(new Repetition(anchor.collapsedText(), anchor.length()));
    }

    @Override
    public String accept(String piece) {
        if (decided) {
            return piece;
        }
        for (int i = 0; i < piece.length(); i++) {
            take(piece.charAt(i));
            if (decided) {
                return piece.substring(i + 1);
            }
        }
        return "";
    }

    private void take(char next) {
        taken++;
        for (Repetition candidate : candidates) {
            candidate.append(next);
            decided |= candidate.isComplete();
        }
        candidates.removeIf(candidate -> !candidate.isPossible());
        if (!lead.isOver() && lead.take(next)) {
            beginCandidate();
        }
        if (!decided && ((candidates.isEmpty() && lead.isOver()) || taken > most)) {
            throw failure("the target did not repeat the end of the delivered text");
        }
    }

    @Override
    public String finish() {
        if (!decided) {
            throw failure("the target finished without repeating the end of the delivered text");
        }
        return "";
    }

    /** Nothing of it ever waits: what comes before the end of the repetition is cut off or makes the seam fail. */
    @Override
    public boolean isHolding() {
        return false;
    }

    private SeamFailed failure(String detail) {
        return new SeamFailed(
                Reason.DIVERGED, detail + " (" + taken + " characters, an anchor of " + anchor.length() + ")");
    }
}
