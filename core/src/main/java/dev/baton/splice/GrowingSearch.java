package dev.baton.splice;

import java.util.Arrays;

/**
 * Finds a pattern in a text while the pattern grows: Knuth, Morris and Pratt's search, which for every next character
 * goes on from where it is. The leftmost occurrence stands for all: when it is gone, a later one is found or there is
 * none.
 *
 * <p>All appends together take time in the order of text and pattern, whatever the two contain.
 */
final class GrowingSearch {

    private final String text;
    private final StringBuilder pattern = new StringBuilder();

    /** For each beginning of the pattern the length of its longest proper beginning that is also its end. */
    private int[] borders = new int[16];

    /** The {@code matched} characters of the text before {@code end} are the first {@code matched} of the pattern. */
    private int end;

    private int matched;

    GrowingSearch(String text) {
        this.text = text;
    }

    void append(char next) {
        appendBorder(next);
        pattern.append(next);
        while (matched < pattern.length() && end < text.length()) {
            if (text.charAt(end) == pattern.charAt(matched)) {
                matched++;
                end++;
            } else if (matched > 0) {
                matched = borders[matched];
            } else {
                end++;
            }
        }
    }

    int length() {
        return pattern.length();
    }

    /** Whether the whole pattern occurs in the text, and the text goes on behind the leftmost occurrence. */
    boolean isInside() {
        return matched == pattern.length() && end < text.length();
    }

    /** Where the leftmost occurrence begins, when there is one. */
    int start() {
        return end - matched;
    }

    /**
     * The longest beginning of the pattern with which the text ends; 0 when there is none, or while the pattern is
     * inside.
     */
    int longestOverlap() {
        return end == text.length() ? matched : 0;
    }

    /** The next shorter overlap; 0 when there is none. */
    int overlapBelow(int overlap) {
        return borders[overlap];
    }

    private void appendBorder(char next) {
        int length = pattern.length();
        if (length + 1 == borders.length) {
            borders = Arrays.copyOf(borders, 2 * borders.length);
        }
        int border = borders[length];
        while (border > 0 && pattern.charAt(border) != next) {
            border = borders[border];
        }
        borders[length + 1] = length > 0 && pattern.charAt(border) == next ? border + 1 : 0;
    }
}
