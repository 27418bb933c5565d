package dev.baton.simulation;

import dev.baton.route.Target;

/**
 * What a call asks a provider for.
 *
 * @param answer the client's answer that it is made for
 * @param target who is asked
 * @param manner how the answer is to be taken up
 * @param delivered the text that the client had when the call was made
 * @param anchor the end of it that is to be repeated, empty where nothing is
 */
record Asked(Episode answer, Target target, Manner manner, String delivered, String anchor) {

    /** How an answer is taken up. */
    enum Manner {
        /** The client's request, and the client has no text. */
        BEGIN,
        /** The client's text as the last message. */
        PREFILL,
        /** The client's request again, to be compared with the client's text. */
        REPLAY,
        /** The client's text, and the wish to repeat the end of it and to go on. */
        ANCHOR
    }
}
