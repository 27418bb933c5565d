package dev.baton.bench.scenario;

import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Behaviour;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.LoadResult;
import java.time.Duration;

/** A thousand people who watch an answer being written: the cost of an event, and how late it comes. */
record PacedStreams() implements Scenario {

    private static final int STREAMS = 1000;
    private static final Behaviour ANSWER = Behaviour.streams(200, Duration.ofMillis(20));

    @Override
    public String name() {
        return "paced";
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        // Over the length of one stream, so that some begin and some end at any time.
        Duration ramp = stage.timing().scaled(ANSWER.interval().multipliedBy(ANSWER.tokens()));
        Duration warmup = ramp.plus(stage.timing().warmup(gateway.contender()));
        Load load = Load.streams(
                        STREAMS, ANSWER.tokens(), warmup, stage.timing().measured())
                .spreadOver(ramp);
        LoadResult result = findings.checked(stage.load(ANSWER, load, gateway));
        return findings.put(Metric.PACED_RATE, result.eventsPerSecond())
                .putMeasured(Metric.PACED_CPU, result.cost().microsPerEvent())
                .putMeasured(Metric.PACED_AGE_P50, result.eventAge().p50())
                .putMeasured(Metric.PACED_AGE_P99, result.eventAge().p99());
    }
}
