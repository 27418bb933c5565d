package dev.baton.simulation;

/**
 * Texts of words that never come again in one world: any 8 characters are there once, so that every text tells where it
 * is from, and a repetition is never an accident. Letters take one to three bytes, and some of what parts words takes four.
 */
final class Words {

    private static final String LETTERS = "abcdefghijklmnopqrstéßö京東ñ";
    private static final int LENGTH = 4;
    private static final int COUNT = 26 * 26 * 26 * 26;

    /** Has no factor in common with the count: a way through all words on which neighbours do not look alike. */
    private static final int STRIDE = 174_763;

    private final Dice dice;
    private long next;

    Words(Dice dice) {
        this.dice = dice;
        this.next = dice.below(COUNT);
    }

    String text(int words) {
        StringBuilder text = new StringBuilder(words * (LENGTH + 1));
        for (int i = 0; i < words; i++) {
            addWord(text);
            text.append(i == words - 1 ? "." : separator());
        }
        return text.toString();
    }

    private void addWord(StringBuilder text) {
        long number = next++ * STRIDE % COUNT;
        for (int i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt((int) (number % LETTERS.length())));
            number /= LETTERS.length();
        }
    }

    private String separator() {
        return switch (dice.below(30)) {
            case 0 -> "\n";
            case 1 -> "\"";
            case 2 -> "\\";
            case 3 -> "\t";
            case 4 -> "😀";
            default -> " ";
        };
    }
}
