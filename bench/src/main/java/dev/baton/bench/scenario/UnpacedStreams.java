package dev.baton.bench.scenario;

import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Behaviour;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.LoadResult;
import java.time.Duration;

/** Streams as fast as they are taken: the throughput. Who lags reads several events at once, which makes each cheaper. */
record UnpacedStreams() implements Scenario {

    private static final int STREAMS = 32;
    private static final Behaviour ANSWER = Behaviour.streams(200, Duration.ZERO);

    @Override
    public String name() {
        return "unpaced";
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        Load load = Load.streams(
                STREAMS,
                ANSWER.tokens(),
                stage.timing().warmup(gateway.contender()),
                stage.timing().measured());
        LoadResult result = findings.checked(stage.load(ANSWER, load, gateway));
        return findings.put(Metric.UNPACED_RATE, result.eventsPerSecond())
                .putMeasured(Metric.UNPACED_CPU, result.cost().microsPerEvent());
    }
}
