package dev.baton.gateway.access;

/**
 * Who a request is served for.
 *
 * @param name as the configuration calls it, or {@code local} for a caller on this machine where no clients are
 *     configured
 */
public record Client(String name) {
    static final Client LOCAL = new Client("local");
}
