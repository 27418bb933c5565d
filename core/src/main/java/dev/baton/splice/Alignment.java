package dev.baton.splice;

/**
 * Joins the text of a target that takes an answer over to the text the client already has, so that the two read as one:
 * pieces of new text go in, what the client lacks comes out, or {@link SeamFailed} is thrown. How the text is cut into
 * pieces never changes the outcome. What comes out never ends in half a surrogate pair.
 *
 * <p>Plain computation for one answer and one thread at a time. After {@link #finish} or an exception it is of no
 * further use.
 */
public final class Alignment {

    /** A shorter repetition cannot be told from an accident: many a text ends in "the" and goes on with "the". */
    static final int MIN_OVERLAP = 8;

    /** A shorter one may begin any line of another answer. */
    private static final int LEAST_ANCHOR_BEHIND_PROSE = 16;

    private final TextFilter seam;
    private final TextFilter blanks;
    private final TextFilter characters = new WholeCharacters();

    private Alignment(TextFilter seam, TextFilter blanks) {
        this.seam = seam;
        this.blanks = blanks;
    }

    /**
     * Whether a text, each run of blanks counted as one, is shorter than 8 characters. A new text that begins with it need be
     * no repetition of it; but where it is an answer from the beginning, it is a whole one for whoever has read the old text.
     */
    public static boolean beginsManyAnswers(String delivered) {
        return Blanks.collapsed(delivered).length() < MIN_OVERLAP;
    }

    /**
     * What of a delivered text is sent to a target as the trailing assistant message: all but the white space at its
     * end, which some providers refuse and some templates trim.
     */
    public static String prefillOf(String delivered) {
        return Blanks.withoutTrailing(delivered);
    }

    /**
     * For a target that was sent {@link #prefillOf} the delivered text, to go on from there. With P for that prefill
     * and N for the new text, an <em>overlap</em> is an end of P, of at least 8 characters or all of P, with which N
     * begins. N is held as long as it occurs in P where such an overlap may come of it. Then:
     *
     * <ul>
     *   <li>no overlap: the target simply goes on, N passes; unless N shares its first 8 characters or more with P,
     *       which is another answer from the beginning: {@code DIVERGED};
     *   <li>one overlap: the target repeated the end, or echoed everything; it is cut off;
     *   <li>more than one: the text is periodic and any number of periods may be a repetition: {@code AMBIGUOUS}.
     * </ul>
     *
     * <p>Four more cases can be read in two ways, of which one would lose or double text, and are {@code AMBIGUOUS},
     * too: an overlap that is all of a P of less than 8 characters; an overlap where N also shares its beginning with P
     * for as long or longer, and then departs from it; an overlap that begins behind one to 8 blanks which are not in P
     * (for its sake, a text that begins with blanks is held as long as it could come; blanks that P itself begins with count
     * for the 8 characters of an echo of everything); and what {@link #finish} says of
     * a text that ends while it is held.
     *
     * <p>Behind the overlap, what follows loses what it has in common with the white space that was delivered and not
     * sent. A delivered text of nothing but white space has no prefill: the new text passes, less that white space.
     *
     * <p>What no comparison can tell from going on: a repetition of less than 8 characters, and a new answer that
     * departs from P within the first 8 or begins with a blank. Therefore a prefill is for targets that are known to
     * continue one.
     *
     * <p>What is held is never longer than P and 8 blanks. Everything together takes time in the order of P and N,
     * whatever they contain.
     */
    public static Alignment afterPrefill(String delivered) {
        return afterPrefill(delivered, MIN_OVERLAP);
    }

    /** With another length below which a repetition counts as an accident, for tests that enumerate short texts. */
    static Alignment afterPrefill(String delivered, int minOverlap) {
        String prefill = prefillOf(delivered);
        return new Alignment(
                new PrefillSeam(prefill, minOverlap), new BlankSeam(delivered.substring(prefill.length())));
    }

    /**
     * For a target that was sent the original request again and is expected to say, or at least to begin, the same: swallows
     * the delivered text, white space and all, and lets pass what follows. A new text that departs from it, or ends within
     * it, has {@code DIVERGED}.
     */
    public static Alignment replaying(String delivered) {
        return new Alignment(new ReplaySeam(delivered), new BlankSeam(""));
    }

    /**
     * For a target that was sent a text and asked to repeat the end of it, the anchor A, before it goes on. With N for the new
     * text, everything up to the end of A is cut off where N begins with A, or with a longer end of the delivered text, up to
     * all of it. Every run of blanks counts as one, so that other line ends do no harm. Before it may stand:
     *
     * <ul>
     *   <li>blanks and an ellipsis;
     *   <li>one line of plain prose of at most 120 characters, where A has at least 16: letters, digits, blanks and ordinary
     *       punctuation, and no quotation mark, fence, tag or marker, whose other half would be left in the answer.
     * </ul>
     *
     * <p>Everything else has {@code DIVERGED}: a text that simply goes on, begins within A, changes a character of it, or
     * ends before its end. A occurs in the delivered text only once, so there is one way to join the two. As after a
     * prefill, what follows loses what it has in common with the white space at the end of the delivered text.
     *
     * <p>Nothing is held that could pass: a character before the end of A is cut off, and the first one behind it passes at
     * once. At most twice the delivered text and 400 characters are cut off.
     */
    public static Alignment behindAnchor(Anchor anchor, String delivered) {
        return behindAnchor(anchor, delivered, LEAST_ANCHOR_BEHIND_PROSE);
    }

    /** With another length below which no prose may precede, for tests that enumerate short texts. */
    static Alignment behindAnchor(Anchor anchor, String delivered, int leastBehindProse) {
        return new Alignment(
                new AnchorSeam(anchor, leastBehindProse),
                new BlankSeam(delivered.substring(prefillOf(delivered).length())));
    }

    /**
     * Takes the next piece of new text.
     *
     * @return what may go to the client now, empty while everything is held or swallowed
     * @throws SeamFailed when it is clear that the texts do not join
     */
    public String accept(String piece) {
        return characters.accept(blanks.accept(seam.accept(piece)));
    }

    /**
     * The target finished. A held text has then said nothing but what P says, too:
     *
     * <ul>
     *   <li>no text at all: the answer was complete as delivered, nothing passes;
     *   <li>less than 8 characters: the last word of an answer may well occur in it before; they pass;
     *   <li>8 or more from the beginning of P: another answer that was cut: {@code DIVERGED};
     *   <li>8 or more from within P: a last phrase that was used before, or a repetition that was cut before it came to
     *       anything new: {@code AMBIGUOUS}; so too behind blanks.
     * </ul>
     *
     * <p>Half a surrogate pair whose other half never came passes as U+FFFD.
     *
     * @return what was held and may go to the client
     * @throws SeamFailed when the texts do not join
     */
    public String finish() {
        return characters.accept(blanks.accept(seam.finish())) + characters.finish();
    }

    /**
     * Whether text that was accepted waits in here for the next piece. Swallowed text does not wait: the client has it.
     */
    boolean isHolding() {
        return seam.isHolding() || characters.isHolding();
    }
}
