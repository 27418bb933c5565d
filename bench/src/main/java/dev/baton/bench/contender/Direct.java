package dev.baton.bench.contender;

import dev.baton.bench.load.Address;
import dev.baton.bench.process.Ports;
import java.util.List;
import java.util.Optional;

/** No gateway at all: what the load generator and the mock add by themselves. */
record Direct() implements Contender {

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public String version() {
        return "no proxy";
    }

    @Override
    public Optional<Launch> launch(Setup setup) {
        return Optional.empty();
    }

    @Override
    public Address address(Ports ports) {
        return new Address(ports.serverB(), "bench", List.of());
    }

    @Override
    public boolean warmsUp() {
        return false;
    }
}
