package dev.baton.bench.contender;

import dev.baton.bench.load.Address;
import dev.baton.bench.process.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open gateway of Portkey, on Node. It is told where to send a request by the request. */
record Portkey(Path program, String version) implements Contender {

    @Override
    public String name() {
        return "portkey";
    }

    @Override
    public Optional<Launch> launch(Setup setup) {
        return Optional.of(new Launch(
                List.of(program.toString(), "--port=" + setup.ports().gateway(), "--headless"),
                Map.of("NODE_ENV", "production", "TRUSTED_CUSTOM_HOSTS", "127.0.0.1,localhost")));
    }

    @Override
    public Address address(Ports ports) {
        return new Address(
                ports.gateway(),
                "bench",
                List.of(
                        "x-portkey-provider: openai",
                        "x-portkey-custom-host: http://127.0.0.1:" + ports.serverB() + "/v1"));
    }
}
