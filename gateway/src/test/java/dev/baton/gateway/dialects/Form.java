package dev.baton.gateway.dialects;

/** How an answer is asked for. */
enum Form {
    STREAM("streamed"),
    WHOLE("in one piece");

    private final String words;

    Form(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
