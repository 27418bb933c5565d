package dev.baton.testkit;

/** How the end of a body is told on the wire. */
public enum Framing {
    /** Chunked for event streams (a chunk for each event), Content-Length for everything else. */
    STANDARD,
    /** {@code Transfer-Encoding: chunked}, a chunk for each event. */
    CHUNKED,
    /** A Content-Length, for event streams too. */
    CONTENT_LENGTH,
    /** {@code Connection: close} and no length: the end of the connection is the end of the body. */
    CLOSE_DELIMITED,
    /** As {@link #CLOSE_DELIMITED}, with a status line that says HTTP/1.0. */
    HTTP_1_0
}
