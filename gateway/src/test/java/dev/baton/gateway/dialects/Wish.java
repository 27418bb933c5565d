package dev.baton.gateway.dialects;

/** What a client asks for: each client dialect has its own words for it, each provider dialect must be told it. */
enum Wish {
    /** A system text, a question, an answer and another question. */
    TALK,
    /** Two tools, of which one must be called, one at a time. */
    TOOLS,
    /** Two calls that the model made in one turn, their results, and a further question. */
    RESULTS,
    /** An image in the request and one at an address. */
    IMAGES,
    /** JSON that follows a schema. */
    SCHEMA,
    /** A model that thinks hard. */
    THINKING,
    /** At most 100 tokens, a temperature of 0.5. */
    LIMITS,
    /** An end before "END", in the dialects that know such. */
    STOP
}
