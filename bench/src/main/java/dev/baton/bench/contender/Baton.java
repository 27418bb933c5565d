package dev.baton.bench.contender;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Baton, started as its users start it, with one route of two targets.
 *
 * @param home the folder of the repository
 */
record Baton(Path home, String version) implements Contender {

    @Override
    public String name() {
        return "baton";
    }

    @Override
    public Optional<Launch> launch(Setup setup) {
        // Without a breaker, since each failover is to be measured, and with it only the first ones would be any.
        // The mock begins every answer anew. For a target that continues a prefill that is an echo, which is cut off.
        Path configuration = setup.write("baton.yaml", """
                baton:
                  server: { port: %d }
                  providers:
                    server-b: { base-url: "http://127.0.0.1:%d/v1" }
                    server-c: { base-url: "http://127.0.0.1:%d/v1", continuation: prefill }
                  models:
                    bench: { targets: [server-b/bench, server-c/bench], breaker: { enabled: false } }
                """.formatted(
                setup.ports().gateway(), setup.ports().serverB(), setup.ports().serverC()));
        return Optional.of(new Launch(
                List.of(home.resolve("baton").toString(), "serve", "--config", configuration.toString()),
                Map.of("JAVA_HOME", System.getProperty("java.home"))));
    }

    @Override
    public boolean failsOver() {
        return true;
    }
}
