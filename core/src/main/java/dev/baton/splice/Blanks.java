package dev.baton.splice;

/** White space in the widest sense: what providers refuse at the end of a prefill, and what templates trim there. */
final class Blanks {

    private static final char NEXT_LINE = '\u0085';

    private Blanks() {}

    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
    }

    /** How many of them the text begins with. */
    static int leading(String text) {
        int blanks = 0;
        while (blanks < text.length() && isBlank(text.charAt(blanks))) {
            blanks++;
        }
        return blanks;
    }

    static String withoutTrailing(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
