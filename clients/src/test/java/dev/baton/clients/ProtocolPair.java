package dev.baton.clients;

import java.util.stream.Stream;

/** A model of the gateway: server-b, which speaks one protocol, and behind it server-c, which speaks another. */
record ProtocolPair(Protocol b, Protocol c) {

    String model() {
        return b.id() + "-" + c.id();
    }

    /** The same, and signs of life whenever nothing is said for 20 ms; a server may be silent for a second. */
    String restless() {
        return model() + "-restless";
    }

    static Stream<ProtocolPair> all() {
        return Protocol.all().flatMap(b -> Protocol.all().filter(c -> c != b).map(c -> new ProtocolPair(b, c)));
    }

    /** The one whose first server is asked in the client's own words. */
    static ProtocolPair ofTheProtocol(Enum<?> api) {
        return all().filter(pair -> pair.b().name().equals(api.name()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return model();
    }
}
