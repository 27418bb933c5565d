package dev.baton.testkit;

/**
 * How a request ended.
 *
 * @param nanoTime when, on the clock of {@link System#nanoTime()}; for {@link Way#CALLER_LEFT} when the leaving was seen
 */
public record RequestEnd(Way way, long nanoTime) {

    /** The ways in which a request ends. */
    public enum Way {
        /** The whole response was sent, and it was a good one. */
        COMPLETED,
        /** The failure of the script happened: an error, something that does not belong there, or a broken connection. */
        FAILED_AS_SCRIPTED,
        /** The caller closed or reset the connection before the response's end, or the end of its stalling. */
        CALLER_LEFT,
        /** The provider was closed, or closed its connections. */
        PROVIDER_CLOSED
    }
}
