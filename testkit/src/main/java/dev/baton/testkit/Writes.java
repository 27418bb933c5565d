package dev.baton.testkit;

import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.util.ArrayList;
import java.util.List;

/** Which bytes leave together. */
final class Writes {

    private Writes() {}

    /**
     * The end of a body, and a surplus response, leave with what is before them: a caller that closes at {@code [DONE]}
     * then never finds the provider in the middle of an answer.
     */
    static List<Step> joined(List<Step> steps) {
        List<Step> joined = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Write write
                    && (write.part() == Part.END || write.part() == Part.SURPLUS)
                    && !joined.isEmpty()
                    && joined.getLast() instanceof Write last) {
                joined.set(joined.size() - 1, last.followedBy(write));
            } else {
                joined.add(step);
            }
        }
        return joined;
    }

    static List<Step> limited(List<Step> steps, Manners manners) {
        List<Step> limited = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Write write) {
                limited.addAll(limited(write, manners));
            } else {
                limited.add(step);
            }
        }
        return limited;
    }

    private static List<Step> limited(Write write, Manners manners) {
        List<Step> pieces = new ArrayList<>();
        int from = 0;
        while (write.bytes().length - from > manners.bytesPerWrite()) {
            pieces.add(write.piece(from, from + manners.bytesPerWrite()));
            if (manners.betweenWrites().isPositive()) {
                pieces.add(new Step.Pause(manners.betweenWrites()));
            }
            from += manners.bytesPerWrite();
        }
        pieces.add(write.piece(from, write.bytes().length));
        return pieces;
    }
}
