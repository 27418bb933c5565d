package dev.baton.gateway.settings;

import dev.baton.gateway.access.Loopback;

/**
 * Where the gateway listens.
 *
 * @param address an IP address, without brackets, or a host name
 * @param port 0 for any free one
 */
public record ServerSettings(String address, int port) {
    static final ServerSettings DEFAULT = new ServerSettings("127.0.0.1", 8080);

    /** Whether only this machine can connect. */
    public boolean isLoopback() {
        return Loopback.isLoopback(address);
    }
}
