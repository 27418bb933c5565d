package dev.baton.splice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.splice.SeamFailed.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every short text after every other: with an overlap of 3 instead of 8, all cases occur among them. */
class AlignmentExhaustiveTest {

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("baton.exhaustive");
    private static final int MIN_OVERLAP = 3;

    @Test
    void joinsAsTheRulesSay() {
        int diverged = 0;
        int ambiguous = 0;
        int shortened = 0;
        int unchanged = 0;
        List<String> newTexts = texts(6);
        for (String delivered : texts(EXHAUSTIVE ? 8 : 6)) {
            PrefillOracle oracle = PrefillOracle.of(delivered, MIN_OVERLAP);
            for (String text : newTexts) {
                check(oracle, delivered, text, false);
                Joining joining = check(oracle, delivered, text, true);
                diverged += joining.failed() == Reason.DIVERGED ? 1 : 0;
                ambiguous += joining.failed() == Reason.AMBIGUOUS ? 1 : 0;
                boolean passed = joining.failed() == null;
                shortened += passed && joining.passed().length() < text.length() ? 1 : 0;
                unchanged += passed && joining.passed().equals(text) ? 1 : 0;
            }
        }

        assertThat(List.of(diverged, ambiguous, shortened, unchanged)).allMatch(count -> count > 1000);
    }

    @Test
    void joinsTheSameHoweverTheTextIsCut() {
        List<String> newTexts = texts(EXHAUSTIVE ? 6 : 5);
        for (String delivered : texts(EXHAUSTIVE ? 6 : 5)) {
            for (String text : newTexts) {
                Joining atOnce = Joining.of(alignment(delivered), List.of(text), true);
                for (int bits = 1; bits < 1 << Math.max(0, text.length() - 1); bits++) {
                    Joining inPieces = Joining.of(alignment(delivered), Joining.cut(text, bits), true);
                    if (!inPieces.equals(atOnce)) {
                        assertThat(inPieces)
                                .as("'%s' then %s", delivered, Joining.cut(text, bits))
                                .isEqualTo(atOnce);
                    }
                }
            }
        }
    }

    @Test
    void holdsNothingLongerThanItMust() {
        List<String> newTexts = texts(5);
        for (String delivered : texts(6)) {
            PrefillOracle oracle = PrefillOracle.of(delivered, MIN_OVERLAP);
            for (String text : newTexts) {
                Alignment alignment = alignment(delivered);
                if (Joining.of(alignment, List.of(text), false).failed() != null) {
                    continue;
                }
                boolean held = true;
                for (int seen = 1; seen <= text.length(); seen++) {
                    held &= oracle.isHeld(text.substring(0, seen));
                }
                boolean expected = held && !text.isEmpty();
                if (alignment.isHolding() != expected) {
                    assertThat(alignment.isHolding())
                            .as("'%s' then '%s'", delivered, text)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void replaysAsTheRulesSay() {
        List<String> newTexts = texts(6);
        for (String delivered : texts(5)) {
            for (String text : newTexts) {
                Joining expected = text.startsWith(delivered)
                        ? Joining.passed(text.substring(delivered.length()))
                        : Joining.failed(Reason.DIVERGED);
                for (int bits : new int[] {0, 0b10101, 0b11111}) {
                    Joining joining = Joining.of(Alignment.replaying(delivered), Joining.cut(text, bits), true);
                    if (!joining.equals(expected)) {
                        assertThat(joining)
                                .as("'%s' then '%s'", delivered, text)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    private static Joining check(PrefillOracle oracle, String delivered, String text, boolean finished) {
        Joining joining = Joining.of(alignment(delivered), List.of(text), finished);
        Joining expected = oracle.join(text, finished);
        if (!joining.equals(expected)) {
            assertThat(joining)
                    .as("'%s' then '%s', finished: %s", delivered, text, finished)
                    .isEqualTo(expected);
        }
        return joining;
    }

    private static Alignment alignment(String delivered) {
        return Alignment.afterPrefill(delivered, MIN_OVERLAP);
    }

    /** All texts of at most this length that two letters and a blank can make. */
    private static List<String> texts(int longest) {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int i = 0; i < texts.size() && texts.get(i).length() < longest; i++) {
            for (String letter : List.of("a", "b", " ")) {
                texts.add(texts.get(i) + letter);
            }
        }
        return texts;
    }
}
