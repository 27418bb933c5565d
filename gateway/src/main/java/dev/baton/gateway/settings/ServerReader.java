package dev.baton.gateway.settings;

import java.time.Duration;

/** Reads {@code baton.server}. */
final class ServerReader {
    private static final ValueType<Integer> PORT =
            ValueTypes.integer(0, 65_535, "a port from 1 to 65535, or 0 for any free one");

    private static final ValueType<Duration> GRACE = DurationType.orZero(Duration.ofMinutes(10), "5s");
    private static final ValueType<Duration> DRAIN = DurationType.orZero(Duration.ofHours(24), "120s");

    private ServerReader() {}

    /** @param clients what is written under {@code baton.clients}: without any, only loopback may be listened on */
    static ServerSettings read(ConfigNode server, ConfigNode clients) {
        server.as(Section.SERVER);
        ConfigNode address = server.get("address");
        ServerSettings settings = new ServerSettings(
                address.read(new AddressType(), ServerSettings.DEFAULT.address()),
                server.get("port").read(PORT, ServerSettings.DEFAULT.port()),
                server.get("grace").read(GRACE, ServerSettings.DEFAULT.grace()),
                server.get("drain").read(DRAIN, ServerSettings.DEFAULT.drain()));
        if (!settings.isLoopback() && clients.isEmpty()) {
            clients.problem(
                    "none",
                    "at least one client, because others can reach the address " + address.found()
                            + "; or baton.server.address: 127.0.0.1 to serve only this machine");
        }
        return settings;
    }
}
