package dev.baton.bench.scenario;

import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Behaviour;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.LoadResult;
import java.time.Duration;

/** Very long answers at the pace of short ones: an event must not cost more because much was said before it. */
record LongAnswer() implements Scenario {

    private static final int STREAMS = 4;
    private static final Duration INTERVAL = Duration.ofNanos(200_000);
    private static final Behaviour SHORT = Behaviour.streams(200, INTERVAL);
    private static final Behaviour LONG = Behaviour.streams(20_000, INTERVAL);

    /** Whole answers that are measured on each connection, from their cheap beginning to their end. */
    private static final int ANSWERS = 2;

    @Override
    public String name() {
        return "long-answer";
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        double shortCost = measure(SHORT, stage.timing().measured(), stage, gateway, findings);
        double longCost =
                measure(LONG, INTERVAL.multipliedBy((long) ANSWERS * LONG.tokens()), stage, gateway, findings);
        findings.putMeasured(Metric.LONG_CPU, longCost);
        return shortCost > 0 ? findings.put(Metric.LONG_RATIO, longCost / shortCost) : findings;
    }

    private static double measure(Behaviour answer, Duration span, Stage stage, Gateway gateway, Findings findings)
            throws InterruptedException {
        Load load = Load.streams(STREAMS, answer.tokens(), stage.timing().warmup(gateway.contender()), span);
        LoadResult result = findings.checked(stage.load(answer, load, gateway));
        return result.cost().microsPerEvent();
    }
}
