package dev.baton.bench.scenario;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.contender.Gateway;
import dev.baton.bench.contender.Special;
import dev.baton.bench.load.Behaviour;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.LoadResult;
import java.time.Duration;
import java.util.List;

/**
 * Twice as many requests as can be answered, with a limit on those in flight: how many are answered all the same, how soon the
 * others are refused, and how soon all are answered again when there are fewer.
 */
record Overload() implements Scenario {

    private static final int IN_FLIGHT = 64;
    private static final int CALLERS = 1000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_SECONDS = 20;

    /** Of the requests that are due in a second, those that must be answered in it. */
    private static final double RECOVERED = 0.9;

    /** What there is too little of: places for requests in flight, or processors. */
    private static final List<Bottleneck> BOTTLENECKS = List.of(
            new Bottleneck(
                    Stage.PLAIN.thinkingFor(Duration.ofMillis(50)),
                    IN_FLIGHT,
                    Metric.FULL_PEAK,
                    Metric.FULL_GOODPUT,
                    Metric.FULL_REFUSAL_P50,
                    Metric.FULL_REFUSAL_P99,
                    Metric.FULL_RECOVERY),
            new Bottleneck(
                    Stage.PLAIN,
                    IN_FLIGHT / 2,
                    Metric.BUSY_PEAK,
                    Metric.BUSY_GOODPUT,
                    Metric.BUSY_REFUSAL_P50,
                    Metric.BUSY_REFUSAL_P99,
                    Metric.BUSY_RECOVERY));

    private record Bottleneck(
            Behaviour answer,
            int connectionsToThePeak,
            Metric peak,
            Metric goodput,
            Metric refusalP50,
            Metric refusalP99,
            Metric recovery) {}

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public boolean appliesTo(Contender contender) {
        return contender.failsOver();
    }

    @Override
    public boolean needsNewProcess() {
        return true;
    }

    @Override
    public Special special() {
        return Special.settings("limits: { in-flight: " + IN_FLIGHT + " }");
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        stage.warmUp(gateway);
        Findings findings = new Findings();
        for (Bottleneck bottleneck : BOTTLENECKS) {
            measure(bottleneck, stage, gateway, findings);
        }
        return findings;
    }

    private static void measure(Bottleneck bottleneck, Stage stage, Gateway gateway, Findings findings)
            throws InterruptedException {
        Load closed = Load.json(
                        bottleneck.connectionsToThePeak,
                        stage.timing().warmup(gateway.contender()),
                        stage.timing().measured())
                .orRefused();
        double peak =
                findings.checked(stage.load(bottleneck.answer, closed, gateway)).requestsPerSecond();
        Load twice = Load.json(CALLERS, SECOND, stage.timing().measured())
                .at((int) (2 * peak))
                .orRefused();
        LoadResult spike = findings.checked(stage.load(bottleneck.answer, twice, gateway));
        findings.put(bottleneck.peak, peak)
                .put(bottleneck.goodput, 100 * spike.requestsPerSecond() / peak)
                .putMeasured(bottleneck.refusalP50, spike.shed().time().p50())
                .putMeasured(bottleneck.refusalP99, spike.shed().time().p99());
        if (spike.shed().count() == 0) {
            findings.problem("nothing was refused at twice the peak, so nothing was measured");
        }
        recover(bottleneck, stage, gateway, peak / 2, findings);
    }

    /** Half of the peak, second by second, until a second passes without a refusal. */
    private static void recover(Bottleneck bottleneck, Stage stage, Gateway gateway, double rate, Findings findings)
            throws InterruptedException {
        Load half = Load.json(CALLERS, Duration.ZERO, SECOND).at((int) rate).orRefused();
        for (int second = 0; second < MOST_SECONDS; second++) {
            LoadResult found = findings.checked(stage.load(bottleneck.answer, half, gateway));
            if (found.shed().count() == 0 && found.requestsPerSecond() >= RECOVERED * rate) {
                findings.put(bottleneck.recovery, second);
                return;
            }
        }
        findings.problem("not recovered " + MOST_SECONDS + " s behind the overload");
    }
}
