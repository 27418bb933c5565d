package dev.baton.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every short text after every other, with anchors of 2 to 4 characters, so that all cases occur among them. */
class AnchorExhaustiveTest {

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("baton.exhaustive");
    private static final int LEAST_BEHIND_PROSE = 2;

    @Test
    void joinsAsTheRulesSay() {
        int[] seen = new int[4];
        int partly = 0;
        List<String> newTexts = texts(EXHAUSTIVE ? 7 : 6, "a", "b", "\n");
        for (String delivered : texts(EXHAUSTIVE ? 6 : 5, "a", "b", " ")) {
            Optional<Anchor> anchor = Anchor.of(delivered, 1, 2, 4);
            if (anchor.isEmpty()) {
                seen[0]++;
                continue;
            }
            partly += anchor.get().text().equals(delivered.strip()) ? 0 : 1;
            for (String text : newTexts) {
                Joining joining = check(delivered, anchor.get(), text);
                seen[joining.failed() != null ? 1 : joining.passed().isEmpty() ? 2 : 3]++;
            }
        }

        assertThat(Arrays.stream(seen).boxed().toList())
                .as("without an anchor, failed, complete, gone on")
                .allMatch(count -> count > 5);
        assertThat(partly).as("texts with an anchor that is not all").isGreaterThan(5);
    }

    @Test
    void leavesOutDotsAsTheRulesSay() {
        for (String delivered : List.of("ab", "a.b", "...ab", ".", "a...", "..ab.")) {
            Anchor anchor = Anchor.of(delivered, 1, 2, 4).orElseThrow();
            texts(EXHAUSTIVE ? 8 : 7, "a", ".", "b").forEach(text -> check(delivered, anchor, text));
        }
    }

    private static Joining check(String delivered, Anchor anchor, String text) {
        AnchorOracle oracle = new AnchorOracle(delivered, anchor.text(), anchor.length() >= LEAST_BEHIND_PROSE);
        Joining expected = oracle.join(text);
        for (int bits : new int[] {0, 0b0101010, 0b1111111}) {
            Alignment alignment = Alignment.behindAnchor(anchor, delivered, LEAST_BEHIND_PROSE);
            Joining joining = Joining.of(alignment, Joining.cut(text, bits), true);
            if (!joining.equals(expected)) {
                assertThat(joining)
                        .as("'%s' with the anchor '%s', then '%s'", delivered, anchor.text(), text)
                        .isEqualTo(expected);
            }
        }
        return expected;
    }

    /** All texts of at most this length that these letters can make. */
    private static List<String> texts(int longest, String... letters) {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int i = 0; i < texts.size() && texts.get(i).length() < longest; i++) {
            for (String letter : letters) {
                texts.add(texts.get(i) + letter);
            }
        }
        return texts;
    }
}
