package dev.baton.gateway.faults;

/**
 * Where in an answer a fault strikes.
 *
 * @param tokens after how many tokens; of an answer that is not streamed, at the proportional byte
 */
record Place(int tokens, boolean isWhole) {

    /** Before a token of a stream has been told. */
    static final Place BEGINNING = new Place(0, false);

    @Override
    public String toString() {
        return isWhole ? "not streamed" : tokens == 0 ? "before the first token" : "after " + tokens + " tokens";
    }
}
