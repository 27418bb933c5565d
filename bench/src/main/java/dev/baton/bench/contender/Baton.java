package dev.baton.bench.contender;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Baton, started as its users start it, with one route of two targets.
 *
 * @param home the folder of the repository
 * @param special what a scenario wants of it besides
 */
record Baton(Path home, String version, Special special) implements Contender {

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
                  %s
                  providers:
                    server-b: { base-url: "http://127.0.0.1:%d/v1" }
                    server-c: { base-url: "http://127.0.0.1:%d/v1", continuation: prefill }
                  models:
                    bench: { targets: [server-b/bench, server-c/bench], breaker: { enabled: false } }
                    impatient:
                      targets: [server-b/bench, server-c/bench]
                      breaker: { enabled: false }
                      timeouts: { first-token: %5$dms, between-tokens: %5$dms }
                """.formatted(
                        setup.ports().gateway(),
                        special.settings(),
                        setup.ports().serverB(),
                        setup.ports().serverC(),
                        IMPATIENCE.toMillis()));
        return Optional.of(new Launch(
                List.of(home.resolve("baton").toString(), "serve", "--config", configuration.toString()),
                environment()));
    }

    private Map<String, String> environment() {
        String home = System.getProperty("java.home");
        return special.jvmOptions().isEmpty()
                ? Map.of("JAVA_HOME", home)
                : Map.of("JAVA_HOME", home, "BATON_JAVA_OPTS", special.jvmOptions());
    }

    @Override
    public Contender specially(Special wanted) {
        return new Baton(home, version, wanted);
    }

    @Override
    public boolean failsOver() {
        return true;
    }
}
