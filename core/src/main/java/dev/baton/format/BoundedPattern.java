package dev.baton.format;

import java.util.regex.Pattern;

/**
 * A regular expression from outside, which may look at no more than so many characters: some patterns take exponential time for
 * texts that they just do not match.
 */
final class BoundedPattern {

    private static final int MOST_LOOKS = 1_000_000;

    private final Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException when it is none */
    BoundedPattern(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /**
     * Whether the text has a part that matches.
     *
     * @throws PatternTooCostly when that is not known after so many looks
     */
    boolean isIn(String text) {
        return pattern.matcher(new Counted(text)).find();
    }

    private static final class Counted implements CharSequence {

        private final String text;
        private int looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new PatternTooCostly();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
