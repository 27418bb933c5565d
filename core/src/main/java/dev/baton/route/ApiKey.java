package dev.baton.route;

import java.nio.charset.StandardCharsets;

/**
 * A secret that never shows itself.
 *
 * @param value the key; only what writes the header to the key's own origin may read it
 */
public record ApiKey(String value) {

    private static final String REDACTED = "[redacted]";

    /** What is shorter stands in for a key where a server wants none, and may be any word. */
    private static final int SHORTEST_SECRET = 8;

    /** These bytes with {@code [redacted]} wherever they repeat the key as it is written. */
    public byte[] removedFrom(byte[] text) {
        // One character for each byte: what is no key comes back as it was, whatever its encoding.
        String bytes = new String(text, StandardCharsets.ISO_8859_1);
        return value.length() >= SHORTEST_SECRET && bytes.contains(value)
                ? bytes.replace(value, REDACTED).getBytes(StandardCharsets.ISO_8859_1)
                : text;
    }

    @Override
    public String toString() {
        return "ApiKey" + REDACTED;
    }
}
