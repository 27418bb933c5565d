package dev.baton.dialect.sse;

/**
 * How much of a stream may pass without an event coming of it.
 *
 * @param eventBytes the lines of one event, as they came, and so also the longest line
 * @param commentRunBytes comments, empty lines and blocks without data, in a row
 */
public record SseLimits(int eventBytes, int commentRunBytes) {

    /** An image in a delta may take megabytes; an hour of keep-alive comments takes some ten kilobytes. */
    public static final SseLimits DEFAULT = new SseLimits(16 << 20, 1 << 20);

    private static final int MOST = 1 << 30;

    public SseLimits {
        require("eventBytes", eventBytes);
        require("commentRunBytes", commentRunBytes);
    }

    private static void require(String name, int bytes) {
        if (bytes < 1 || bytes > MOST) {
            throw new IllegalArgumentException(name + ": " + bytes + " (expected: 1 to " + MOST + ")");
        }
    }
}
