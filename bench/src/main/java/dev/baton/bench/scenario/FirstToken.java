package dev.baton.bench.scenario;

import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Behaviour;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.Quantiles;
import java.time.Duration;

/** New streams at a steady rate: how long a person waits for the first token, counted from when the request was due. */
record FirstToken() implements Scenario {

    private static final int STREAMS_PER_SECOND = 200;
    private static final int MOST_AT_A_TIME = 256;
    private static final Behaviour ANSWER = Behaviour.streams(20, Duration.ofMillis(20));

    @Override
    public String name() {
        return "first-token";
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        Load load = Load.streams(
                        MOST_AT_A_TIME,
                        ANSWER.tokens(),
                        stage.timing().warmup(gateway.contender()),
                        stage.timing().measured())
                .at(STREAMS_PER_SECOND);
        Quantiles found = findings.checked(stage.load(ANSWER, load, gateway)).firstToken();
        return findings.putMeasured(Metric.FIRST_TOKEN_P50, found.p50())
                .putMeasured(Metric.FIRST_TOKEN_P99, found.p99());
    }
}
