package dev.baton.splice;

/**
 * Finds the places near the beginning of a text where what was asked for may begin: behind an ellipsis, and behind one line of
 * plain prose, such as "Sure, here is the rest:". Nothing else is left out, because what opens here closes later: quotation
 * marks, fences, tags and markers would leave their other half in the answer.
 */
final class Lead {

    private static final int MOST_CHARACTERS = 120;
    private static final String PROSE = " ,.:;!'\u2019\u2026-";
    private static final char ELLIPSIS = '\u2026';

    private boolean mayBeProse;
    private boolean hasLetter;
    private boolean atLineStart = true;
    private int dots;
    private int seen;

    /** @param prose whether a line of prose may come first, too */
    Lead(boolean prose) {
        this.mayBeProse = prose;
    }

    /** Takes the next character; tells whether what was asked for may begin behind it. */
    boolean take(char next) {
        seen++;
        boolean ended = next == '\n' && endsProse();
        hasLetter |= Character.isLetter(next);
        mayBeProse &= isProse(next);
        dots = next == '.' ? dots + 1 : 0;
        boolean elided = atLineStart && (next == ELLIPSIS || dots == 3);
        atLineStart = ended || (atLineStart && (Blanks.isBlank(next) || next == '.'));
        return seen <= MOST_CHARACTERS && (ended || elided);
    }

    /** Whether no such place can come any more. */
    boolean isOver() {
        return seen >= MOST_CHARACTERS || !(mayBeProse || atLineStart);
    }

    private boolean endsProse() {
        boolean prose = mayBeProse && hasLetter;
        mayBeProse &= !hasLetter;
        return prose;
    }

    private static boolean isProse(char next) {
        return Character.isLetterOrDigit(next)
                || Character.isSurrogate(next)
                || Blanks.isBlank(next)
                || PROSE.indexOf(next) >= 0;
    }
}
