package dev.baton.splice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.splice.SeamFailed.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What became of a new text: what reached the client, and why the seam failed, if it did. */
record Joining(String passed, @Nullable Reason failed) {

    static Joining passed(String text) {
        return new Joining(text, null);
    }

    static Joining failed(Reason reason) {
        return new Joining("", reason);
    }

    /** Feeds the pieces and, if so told, the end. */
    static Joining of(Alignment alignment, List<String> pieces, boolean finished) {
        StringBuilder passed = new StringBuilder();
        try {
            for (String piece : pieces) {
                append(passed, alignment.accept(piece));
            }
            if (finished) {
                append(passed, alignment.finish());
            }
        } catch (SeamFailed seam) {
            return new Joining(passed.toString(), seam.reason());
        }
        return passed(passed.toString());
    }

    private static void append(StringBuilder passed, String text) {
        if (!text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            assertThat(text).as("a text that may leave").doesNotEndWith(text.substring(text.length() - 1));
        }
        passed.append(text);
    }

    /** The pieces of a text that is cut behind the characters whose bits are set. */
    static List<String> cut(String text, int bits) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i < text.length(); i++) {
            if ((bits >> (i - 1) & 1) == 1) {
                pieces.add(text.substring(from, i));
                from = i;
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /** Pieces at random, some of them empty, some of them half a surrogate pair. */
    static List<String> cut(String text, SplittableRandom random) {
        int longest = 1 + random.nextInt(20);
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + random.nextInt(longest + 1));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
