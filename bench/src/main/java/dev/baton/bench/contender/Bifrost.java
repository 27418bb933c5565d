package dev.baton.bench.contender;

import dev.baton.bench.load.Address;
import dev.baton.bench.process.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The gateway of Bifrost, in Go. */
record Bifrost(Path program, String version) implements Contender {

    @Override
    public String name() {
        return "bifrost";
    }

    @Override
    public Optional<Launch> launch(Setup setup) {
        setup.write("config.json", """
                {
                  "client": { "enable_logging": false, "initial_pool_size": 1000 },
                  "providers": {
                    "openai": {
                      "keys": [{ "name": "bench", "value": "sk-bench", "models": [], "weight": 1.0 }],
                      "network_config": { "base_url": "http://127.0.0.1:%d" },
                      "concurrency_and_buffer_size": { "concurrency": 12000, "buffer_size": 20000 }
                    }
                  }
                }
                """.formatted(setup.ports().serverB()));
        return Optional.of(new Launch(
                program.toString(),
                "-app-dir",
                setup.folder().toString(),
                "-host",
                "127.0.0.1",
                "-port",
                Integer.toString(setup.ports().gateway())));
    }

    @Override
    public Address address(Ports ports) {
        return new Address(ports.gateway(), "openai/bench", List.of());
    }
}
