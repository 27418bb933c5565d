package dev.baton.bench.scenario;

import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.LoadResult;

/** Short answers in one piece, as fast as they come: the cost of a request. */
record Json() implements Scenario {

    private static final int CONNECTIONS = 32;

    @Override
    public String name() {
        return "json";
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        Load load = Load.json(
                CONNECTIONS,
                stage.timing().warmup(gateway.contender()),
                stage.timing().measured());
        LoadResult result = findings.checked(stage.load(Stage.PLAIN, load, gateway));
        return findings.put(Metric.JSON_RATE, result.requestsPerSecond())
                .putMeasured(Metric.JSON_CPU, result.cost().microsPerRequest())
                .putMeasured(Metric.JSON_P50, result.total().p50())
                .putMeasured(Metric.JSON_P99, result.total().p99());
    }
}
