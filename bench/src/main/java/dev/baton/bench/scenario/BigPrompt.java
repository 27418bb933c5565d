package dev.baton.bench.scenario;

import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.LoadResult;

/** Prompts of a mebibyte: what reading and passing on a large body costs. */
record BigPrompt() implements Scenario {

    private static final int CONNECTIONS = 2;
    private static final int BODY_BYTES = 1 << 20;

    @Override
    public String name() {
        return "big-prompt";
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        Load load = Load.json(
                        CONNECTIONS,
                        stage.timing().warmup(gateway.contender()),
                        stage.timing().measured())
                .withBody(BODY_BYTES);
        LoadResult result = findings.checked(stage.load(Stage.PLAIN, load, gateway));
        return findings.putMeasured(Metric.PROMPT_CPU, result.cost().microsPerRequest())
                .putMeasured(Metric.PROMPT_P50, result.total().p50())
                .putMeasured(Metric.PROMPT_P99, result.total().p99());
    }
}
