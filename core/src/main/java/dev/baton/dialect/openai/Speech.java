package dev.baton.dialect.openai;

/** The field of a choice that holds what is said. */
enum Speech {
    /** A part of a chat's message, in a stream. */
    DELTA("delta"),
    /** A chat's whole message. */
    MESSAGE("message"),
    /** The text of a completion, or a part of it. */
    TEXT("text");

    private final String field;

    Speech(String field) {
        this.field = field;
    }

    String field() {
        return field;
    }
}
