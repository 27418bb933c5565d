package dev.baton.splice;

import dev.baton.splice.SeamFailed.Reason;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rules of {@link Alignment#afterPrefill}, word by word: every position of the prefill is tried for every beginning
 * of the new text.
 */
record PrefillOracle(String prefill, String sentBlanks, int minOverlap) {

    static PrefillOracle of(String delivered, int minOverlap) {
        String prefill = delivered.stripTrailing();
        return new PrefillOracle(prefill, delivered.substring(prefill.length()), minOverlap);
    }

    Joining join(String text, boolean finished) {
        if (prefill.isEmpty()) {
            return Joining.passed(withoutSentBlanks(text));
        }
        for (int seen = 1; seen <= text.length(); seen++) {
            if (!isHeld(text.substring(0, seen))) {
                return decide(text.substring(0, seen), text);
            }
        }
        return finished ? finish(text) : Joining.passed("");
    }

    boolean isHeld(String seen) {
        return !seen.isEmpty()
                && (occursInside(seen, true)
                        || blanksOf(seen) > 0
                                && (occursInside(behindBlanks(seen), false) || isEchoed(behindBlanks(seen), false)));
    }

    private Joining finish(String text) {
        if (text.isEmpty()) {
            return Joining.passed("");
        }
        if (text.length() >= minOverlap && occursInside(text, true)) {
            return Joining.failed(prefill.startsWith(text) ? Reason.DIVERGED : Reason.AMBIGUOUS);
        }
        String behindBlanks = behindBlanks(text);
        if (blanksOf(text) > 0 && behindBlanks.length() >= minOverlap && occursInside(behindBlanks, false)) {
            return Joining.failed(Reason.AMBIGUOUS);
        }
        return decide(text, text);
    }

    private Joining decide(String seen, String text) {
        List<Integer> overlaps = overlaps(seen);
        String behindBlanks = behindBlanks(seen);
        boolean shifted = blanksOf(seen) > 0
                && IntStream.rangeClosed(1, behindBlanks.length())
                        .filter(length -> length >= minOverlap || isEchoed(behindBlanks.substring(0, length), true))
                        .filter(length -> prefill.endsWith(behindBlanks.substring(0, length)))
                        .anyMatch(length -> !overlaps.contains(blanksOf(seen) + length));
        if (shifted || overlaps.size() > 1 || overlaps.contains(prefill.length()) && prefill.length() < minOverlap) {
            return Joining.failed(Reason.AMBIGUOUS);
        }
        int common = common(seen, prefill);
        boolean restarted = common >= minOverlap && common < prefill.length();
        if (overlaps.isEmpty()) {
            return restarted ? Joining.failed(Reason.DIVERGED) : Joining.passed(withoutSentBlanks(text));
        }
        return restarted && common >= overlaps.getFirst()
                ? Joining.failed(Reason.AMBIGUOUS)
                : Joining.passed(withoutSentBlanks(text.substring(overlaps.getFirst())));
    }

    /** Whether this is all of the prefill, or a part from its beginning, but for the blanks it begins with. */
    private boolean isEchoed(String seen, boolean all) {
        String echo = prefill.stripLeading();
        return prefill.length() >= minOverlap
                && (all ? echo.equals(seen) : echo.startsWith(seen) && echo.length() > seen.length());
    }

    private boolean occursInside(String seen, boolean atAnyLengthFromTheBeginning) {
        return IntStream.range(0, prefill.length() - seen.length())
                .filter(start -> prefill.length() - start >= minOverlap || start == 0 && atAnyLengthFromTheBeginning)
                .anyMatch(start -> prefill.startsWith(seen, start));
    }

    private List<Integer> overlaps(String seen) {
        return IntStream.rangeClosed(1, seen.length())
                .filter(length -> length >= minOverlap || length == prefill.length())
                .filter(length -> prefill.endsWith(seen.substring(0, length)))
                .boxed()
                .toList();
    }

    /** How many blanks the text begins with; 0 when there are too many to be looked behind. */
    private int blanksOf(String text) {
        int blanks = text.length() - text.stripLeading().length();
        return blanks <= minOverlap ? blanks : 0;
    }

    private String behindBlanks(String text) {
        return text.substring(blanksOf(text));
    }

    private String withoutSentBlanks(String text) {
        return text.substring(common(text, sentBlanks));
    }

    private static int common(String one, String other) {
        int common = 0;
        while (common < Math.min(one.length(), other.length()) && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }
}
