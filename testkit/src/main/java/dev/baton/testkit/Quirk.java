package dev.baton.testkit;

/** A way in which real servers depart from the plain form of an answer. */
public enum Quirk {
    /** No {@code [DONE]}; the body ends properly all the same. */
    MISSING_DONE,
    /** No finish chunk; a whole body has no {@code finish_reason}. */
    MISSING_FINISH,
    /** The finish chunk or the whole body says {@code "finish_reason": null}. */
    NULL_FINISH,
    /** No usage, although it was asked for. */
    MISSING_USAGE,
    /** Usage so far on every chunk (vLLM's {@code continuous_usage_stats}). */
    USAGE_ON_EVERY_CHUNK,
    /** Usage on the finish chunk and no chunk of its own (older llama.cpp). */
    USAGE_ON_FINISH,
    /** The role is repeated on every chunk. */
    ROLE_ON_EVERY_CHUNK,
    /** A first chunk without choices whose id and model are empty (Azure's prompt filter). */
    AZURE_FIRST_CHUNK,
    /** The stream begins with a byte order mark. */
    BOM,
    /** {@code data:} without the blank. */
    NO_SPACE_AFTER_DATA,
    /** Each chunk's JSON is spread over two {@code data:} lines. */
    MULTI_LINE_DATA,
    /** One more content chunk follows {@code [DONE]}. */
    DATA_AFTER_DONE
}
