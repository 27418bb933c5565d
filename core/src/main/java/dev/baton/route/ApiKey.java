package dev.baton.route;

/**
 * A secret that never shows itself.
 *
 * @param value the key; only what writes the header to the key's own origin may read it
 */
public record ApiKey(String value) {
    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }
}
