package dev.baton.splice;

import java.util.Optional;

/**
 * The end of a delivered text, which a model is asked to repeat before it goes on: where the repetition ends, the new text
 * begins. It is long enough to occur nowhere else in the text, and begins at a word where there is one. Immutable.
 */
public final class Anchor {

    /** What is shorter may begin whatever a model says: an introduction, a quotation, a fence. */
    private static final int LEAST_LENGTH = Alignment.MIN_OVERLAP;

    /** A line of prose is told apart by less; a model that repeats much more gets some of it wrong. */
    private static final int USUAL_LENGTH = 40;

    /** A text that does not become unique within so much is one of repetitions, where no end can be found for sure. */
    private static final int MOST_LENGTH = 320;

    /** How far back the beginning of a word is looked for; texts without blanks are cut anywhere. */
    private static final int LONGEST_WORD = 24;

    private final String text;
    private final String collapsedText;

    private Anchor(String text, String collapsedText) {
        this.text = text;
        this.collapsedText = collapsedText;
    }

    /**
     * The anchor of a text; all of a short one.
     *
     * @return empty where the text has no end of its own: it {@linkplain Alignment#beginsManyAnswers begins many answers}, or
     *     its end is said before however much is taken
     */
    public static Optional<Anchor> of(String delivered) {
        return of(delivered, LEAST_LENGTH, USUAL_LENGTH, MOST_LENGTH);
    }

    /** With other lengths, for tests that enumerate short texts. */
    static Optional<Anchor> of(String delivered, int least, int usual, int most) {
        String whole = Blanks.withoutTrailing(delivered.substring(Blanks.leading(delivered)));
        String collapsed = Blanks.collapsed(whole);
        for (int length = usual; length <= most; length *= 2) {
            Anchor anchor = new Anchor(whole.substring(beginning(whole, length)), collapsed);
            if (anchor.length() >= least && anchor.isUnique()) {
                return Optional.of(anchor);
            }
        }
        return Optional.empty();
    }

    private boolean isUnique() {
        return collapsedText.indexOf(Blanks.collapsed(text)) == collapsedText.length() - length();
    }

    /** Where an end of about this length begins: at a word, or else not within a character. */
    private static int beginning(String text, int length) {
        int usual = Math.max(0, text.length() - length);
        for (int at = usual; at > 0 && usual - at <= LONGEST_WORD; at--) {
            if (Blanks.isBlank(text.charAt(at - 1)) && !Blanks.isBlank(text.charAt(at))) {
                return at;
            }
        }
        return usual <= LONGEST_WORD ? 0 : anywhere(text, usual);
    }

    private static int anywhere(String text, int from) {
        int at = from;
        while (Blanks.isBlank(text.charAt(at))) {
            at++;
        }
        return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    /** The characters to be repeated, as the client has them. */
    public String text() {
        return text;
    }

    /** What a model is told, as the user's next message behind the delivered text. */
    public String request() {
        return "Your last message was cut off. Finish it: begin by repeating its last words, which stand below, exactly and"
                + " only once, and go on from there as if nothing had happened. Write no introduction, no quotation marks"
                + " and no code fence around them, and do not speak of the interruption.\n\n" + text;
    }

    /** How many characters must be repeated at least, each run of blanks counted as one. */
    int length() {
        return Blanks.collapsed(text).length();
    }

    /** All of the delivered text, each run of blanks as one. */
    String collapsedText() {
        return collapsedText;
    }
}
