package dev.baton.relay;

import dev.baton.answer.FinishReason;
import dev.baton.answer.Terms;
import dev.baton.splice.SeamFailed;

/** All of an answer's text, kept only where the client asked for more than words. Used by one thread at a time. */
final class JoinedText {

    private final Terms terms;
    private final StringBuilder text = new StringBuilder(0);

    JoinedText(String delivered, Terms terms) {
        this.terms = terms;
        add(delivered);
    }

    void add(String more) {
        if (terms.hasFormat()) {
            text.append(more);
        }
    }

    /**
     * Looks at the whole, before the client is told that it is one. An answer that ends for another reason than that all is said
     * promises nothing.
     *
     * @throws SeamFailed when it is not what was asked for
     */
    void check(FinishReason reason) {
        if (terms.hasFormat() && reason == FinishReason.STOP) {
            terms.format().faultOf(text.toString()).ifPresent(JoinedText::fail);
        }
    }

    private static void fail(String fault) {
        throw SeamFailed.unfit(fault);
    }
}
