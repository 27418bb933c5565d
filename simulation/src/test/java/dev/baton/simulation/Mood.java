package dev.baton.simulation;

/** How a target behaves for a while. */
enum Mood {
    /** As it likes, in every call anew. */
    FICKLE,
    /** As it should, nearly always. */
    WELL,
    /** No connection stands. */
    DOWN,
    /** It takes calls and never answers. */
    SILENT,
    /** It refuses all in the same way. */
    REFUSING,
    /** It begins answers and breaks them off. */
    BREAKING
}
