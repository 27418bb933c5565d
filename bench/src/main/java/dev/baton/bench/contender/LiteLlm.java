package dev.baton.bench.contender;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The proxy of LiteLLM, on Python, with one worker. */
record LiteLlm(Path program, String version) implements Contender {

    @Override
    public String name() {
        return "litellm";
    }

    @Override
    public Optional<Launch> launch(Setup setup) {
        Path configuration =
                setup.write("litellm.yaml", """
                model_list:
                  - model_name: bench
                    litellm_params: { model: openai/bench, api_base: "http://127.0.0.1:%d/v1", api_key: sk-bench }
                """.formatted(setup.ports().serverB()));
        return Optional.of(new Launch(
                List.of(
                        program.toString(),
                        "--config",
                        configuration.toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(setup.ports().gateway())),
                // Nobody else's gateway checks a key here, and it listens on loopback only.
                Map.of(
                        "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY",
                        "true",
                        "LITELLM_LOG",
                        "ERROR",
                        "LITELLM_LOCAL_MODEL_COST_MAP",
                        "True")));
    }
}
