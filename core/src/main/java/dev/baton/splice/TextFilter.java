package dev.baton.splice;

/**
 * One thing that is done to the new text on its way to the client. However the text is cut, the outcome is the same.
 */
sealed interface TextFilter permits PrefillSeam, ReplaySeam, AnchorSeam, BlankSeam, WholeCharacters {

    /** The next piece; gives what may pass now. */
    String accept(String piece);

    /** No more pieces come; gives what was still held. */
    String finish();

    /** Whether text that was accepted waits for more to decide whether it may pass. */
    boolean isHolding();
}
