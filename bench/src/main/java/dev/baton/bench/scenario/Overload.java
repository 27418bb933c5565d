package dev.baton.bench.scenario;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.contender.Gateway;
import dev.baton.bench.contender.Special;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.LoadResult;
import java.time.Duration;

/**
 * Twice as many requests as the gateway can answer, with a limit on those in flight: how many are still answered, how soon the
 * others are refused, and how soon all are answered again when there are fewer.
 */
record Overload() implements Scenario {

    /** Above the connections of the closed loop, which finds the peak without a refusal. */
    private static final int IN_FLIGHT = 64;

    private static final int CONNECTIONS = 32;
    private static final int CALLERS = 1000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_SECONDS = 20;

    /** Of the requests that are due in a second, those that must be answered in it. */
    private static final double RECOVERED = 0.9;

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
        Load closed = Load.json(
                CONNECTIONS,
                stage.timing().warmup(gateway.contender()),
                stage.timing().measured());
        double peak = findings.checked(stage.load(Stage.PLAIN, closed, gateway)).requestsPerSecond();
        LoadResult spike = findings.checked(stage.load(Stage.PLAIN, spike(stage, peak), gateway));
        findings.put(Metric.OVERLOAD_PEAK, peak)
                .put(Metric.OVERLOAD_GOODPUT, 100 * spike.requestsPerSecond() / peak)
                .putMeasured(Metric.OVERLOAD_SHED_P50, spike.shed().time().p50())
                .putMeasured(Metric.OVERLOAD_SHED_P99, spike.shed().time().p99());
        if (spike.shed().count() == 0) {
            findings.problem("nothing was refused at twice the peak, so nothing was measured");
        }
        recovery(stage, gateway, peak / 2, findings);
        return findings;
    }

    private static Load spike(Stage stage, double peak) {
        return Load.json(CALLERS, SECOND, stage.timing().measured())
                .at((int) (2 * peak))
                .orRefused();
    }

    /** Half of the peak, second by second, until a second passes without a refusal. */
    private static void recovery(Stage stage, Gateway gateway, double rate, Findings findings)
            throws InterruptedException {
        Load half = Load.json(CALLERS, Duration.ZERO, SECOND).at((int) rate).orRefused();
        for (int second = 0; second < MOST_SECONDS; second++) {
            LoadResult found = findings.checked(stage.load(Stage.PLAIN, half, gateway));
            if (found.shed().count() == 0 && found.requestsPerSecond() >= RECOVERED * rate) {
                findings.put(Metric.OVERLOAD_RECOVERY, second);
                return;
            }
        }
        findings.problem("not recovered " + MOST_SECONDS + " s behind the overload");
    }
}
