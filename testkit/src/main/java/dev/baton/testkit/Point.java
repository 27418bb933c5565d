package dev.baton.testkit;

/** A place in a response where something can go wrong. A place that the response does not reach is never struck. */
public sealed interface Point {

    /** After this many tokens; in a body that is not streamed, at the proportional byte. 0 is just after the role. */
    record AfterTokens(int tokens) implements Point {
        public AfterTokens {
            Check.that(tokens >= 0, "tokens", tokens, "0 or more");
        }
    }

    /** After this many bytes of the response as it is on the wire: interim responses, head and chunk frames count. */
    record WireByte(long offset) implements Point {
        public WireByte {
            Check.that(offset >= 0, "byte", offset, "0 or more");
        }
    }

    /**
     * After this many bytes of the body as a client reads it, frames not counted. In a chunked body the bytes before the
     * point come in whole chunks, so that any HTTP client can read all of them.
     */
    record BodyByte(long offset) implements Point {
        public BodyByte {
            Check.that(offset >= 0, "body byte", offset, "0 or more");
        }
    }

    /** The turns of a response. */
    enum Stage implements Point {
        /** The request was read and nothing was written. */
        BEFORE_HEADERS,
        /** The head is out, nothing of the body is. */
        AFTER_HEADERS,
        /** After the role chunks. */
        AFTER_ROLE,
        /** After the last finish chunk, before usage and {@code [DONE]}. */
        AFTER_FINISH,
        /** After {@code [DONE]}, or the last byte of a body without it, before the body's end is told. */
        AFTER_DONE
    }

    static Point afterTokens(int tokens) {
        return new AfterTokens(tokens);
    }

    static Point wireByte(long offset) {
        return new WireByte(offset);
    }

    static Point bodyByte(long offset) {
        return new BodyByte(offset);
    }
}
