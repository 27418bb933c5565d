package dev.baton.testkit;

import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.time.Duration;
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
        return limited(steps, manners.bytesPerWrite(), manners.betweenWrites());
    }

    /** At most so many bytes leave in one write, and so much time passes between two pieces of what was one. */
    static List<Step> limited(List<Step> steps, int bytesPerWrite, Duration between) {
        List<Step> limited = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Write write) {
                limited.addAll(limited(write, bytesPerWrite, between));
            } else {
                limited.add(step);
            }
        }
        return limited;
    }

    private static List<Step> limited(Write write, int bytesPerWrite, Duration between) {
        List<Step> pieces = new ArrayList<>();
        int from = 0;
        while (write.bytes().length - from > bytesPerWrite) {
            pieces.add(write.piece(from, from + bytesPerWrite));
            if (between.isPositive()) {
                pieces.add(new Step.Pause(between));
            }
            from += bytesPerWrite;
        }
        pieces.add(write.piece(from, write.bytes().length));
        return pieces;
    }
}
