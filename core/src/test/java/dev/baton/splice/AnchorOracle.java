package dev.baton.splice;

import dev.baton.splice.SeamFailed.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of {@link Alignment#behindAnchor}, word by word: every beginning of the new text is compared with every end of the
 * delivered one. For texts without punctuation other than dots.
 */
record AnchorOracle(String delivered, String anchor, boolean prose) {

    private static String collapsed(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    Joining join(String text) {
        for (int end = 1; end <= text.length(); end++) {
            if (endsRepetition(text.substring(0, end))) {
                return Joining.passed(withoutSentBlanks(text.substring(end)));
            }
        }
        return Joining.failed(Reason.DIVERGED);
    }

    /** Whether what was said so far ends with a repetition of the delivered text's end that began where one may. */
    private boolean endsRepetition(String said) {
        return starts(said).stream()
                .map(said::substring)
                .filter(repeated -> !Character.isWhitespace(repeated.charAt(repeated.length() - 1)))
                .map(AnchorOracle::collapsed)
                .anyMatch(repeated -> repeated.endsWith(collapsed(anchor))
                        && collapsed(delivered).endsWith(repeated));
    }

    private List<Integer> starts(String said) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        addBehindDots(said, 0, starts);
        int line = said.stripLeading().indexOf('\n');
        int behind = line + 1 + said.length() - said.stripLeading().length();
        if (prose && line >= 0 && said.substring(0, behind).chars().anyMatch(Character::isLetter)) {
            starts.add(behind);
            addBehindDots(said, behind, starts);
        }
        starts.removeIf(start -> start >= said.length());
        return starts;
    }

    private static void addBehindDots(String said, int from, List<Integer> starts) {
        int dots = from;
        while (dots < said.length() && Character.isWhitespace(said.charAt(dots))) {
            dots++;
        }
        if (said.startsWith("...", dots)) {
            starts.add(dots + 3);
        }
    }

    private String withoutSentBlanks(String text) {
        String blanks = delivered.substring(delivered.stripTrailing().length());
        int common = 0;
        while (common < Math.min(text.length(), blanks.length()) && text.charAt(common) == blanks.charAt(common)) {
            common++;
        }
        return text.substring(common);
    }
}
