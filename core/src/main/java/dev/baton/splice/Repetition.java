package dev.baton.splice;

/**
 * Reads a text as a repetition of the end of another one, from its first character on and whatever blanks stand between its
 * words. It may repeat more than it was asked to, back to the beginning, and not less.
 */
final class Repetition {

    private final GrowingSearch search;
    private final int least;
    private boolean behindBlank;

    /**
     * Makes a reader.
     *
     * @param text what may be repeated, each run of blanks as one
     * @param least how much of its end must be repeated, which occurs nowhere else in it
     */
    Repetition(String text, int least) {
        this.search = new GrowingSearch(text);
        this.least = least;
    }

    void append(char next) {
        if (Blanks.isBlank(next)) {
            behindBlank = search.length() > 0;
            return;
        }
        if (behindBlank) {
            search.append(' ');
            behindBlank = false;
        }
        search.append(next);
    }

    /** Whether it has come to the end of the other text. */
    boolean isComplete() {
        return search.length() >= least && search.longestOverlap() == search.length();
    }

    /** Whether it can still come there. */
    boolean isPossible() {
        return search.length() == 0 || search.isInside();
    }
}
