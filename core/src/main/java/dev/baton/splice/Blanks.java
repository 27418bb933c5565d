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

    /** Without blanks at both ends, and each run of blanks as one space. */
    static String collapsed(String text) {
        StringBuilder collapsed = new StringBuilder(text.length());
        for (int i = leading(text); i < text.length(); i++) {
            boolean blank = isBlank(text.charAt(i));
            if (!blank || !isBlank(text.charAt(i - 1))) {
                collapsed.append(blank ? ' ' : text.charAt(i));
            }
        }
        return withoutTrailing(collapsed.toString());
    }

    static String withoutTrailing(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
