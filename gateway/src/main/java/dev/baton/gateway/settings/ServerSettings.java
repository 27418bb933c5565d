package dev.baton.gateway.settings;

import dev.baton.gateway.access.Loopback;
import java.time.Duration;

/**
 * Where the gateway listens, and how it ends.
 *
 * @param address an IP address, without brackets, or a host name
 * @param port 0 for any free one
 * @param grace how long requests are still taken when the gateway has said that it is not ready any more; may be zero
 * @param drain how long running answers may then take to finish; may be zero
 */
public record ServerSettings(String address, int port, Duration grace, Duration drain) {
    static final ServerSettings DEFAULT = new ServerSettings("127.0.0.1", 8080, Duration.ZERO, Duration.ofMinutes(2));

    /** Whether only this machine can connect. */
    public boolean isLoopback() {
        return Loopback.isLoopback(address);
    }
}
