package dev.baton.bench.scenario;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Behaviour;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.MockUpstream;
import dev.baton.bench.load.Quantiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the client notices when the first target fails: against the same stream with a first target in health, which for
 * the client is the second target alone.
 */
record Failover() implements Scenario {

    private static final Behaviour ANSWER = Behaviour.streams(20, Duration.ofMillis(20));
    private static final int STREAMS_PER_SECOND = 50;
    private static final int MOST_AT_A_TIME = 64;

    private static final int DIES_AFTER = 20;
    private static final int PROBES = 300;
    private static final int UNMEASURED_PROBES = 30;
    private static final Behaviour WATCHED = Behaviour.streams(60, Duration.ofMillis(2));

    /** The second target says everything again first, and the seam should not wait for its pace. */
    private static final Behaviour TAKING_OVER = Behaviour.streams(60, Duration.ZERO);

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public boolean appliesTo(Contender contender) {
        return contender.failsOver();
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        refused(stage, gateway, findings);
        try {
            seam(stage, gateway, findings);
        } catch (IOException wrong) {
            findings.problem("an answer over a seam: " + wrong.getMessage());
        }
        return findings;
    }

    private static void refused(Stage stage, Gateway gateway, Findings findings) throws InterruptedException {
        Load load = Load.streams(
                        MOST_AT_A_TIME,
                        ANSWER.tokens(),
                        stage.timing().warmup(gateway.contender()),
                        stage.timing().measured())
                .at(STREAMS_PER_SECOND);
        Quantiles healthy = findings.checked(stage.load(ANSWER, load, gateway)).firstToken();
        Quantiles refused = findings.checked(stage.loadOfSecondTarget(ANSWER, load, gateway))
                .firstToken();
        if (healthy.p50() > 0 && refused.p50() > 0) {
            findings.put(Metric.REFUSED_P50, refused.p50() - healthy.p50())
                    .put(Metric.REFUSED_P99, refused.p99() - healthy.p99());
        }
    }

    @SuppressWarnings("try") // the mocks are there to be called
    private static void seam(Stage stage, Gateway gateway, Findings findings) throws IOException, InterruptedException {
        int probes = stage.timing().scaled(PROBES);
        Quantiles healthy;
        Quantiles broken;
        try (MockUpstream first = stage.serverB(WATCHED)) {
            healthy = gaps(gateway, stage.timing().scaled(UNMEASURED_PROBES), probes);
        }
        try (MockUpstream first = stage.serverB(WATCHED.dyingAfter(DIES_AFTER));
                MockUpstream second = stage.serverC(TAKING_OVER)) {
            int unmeasured = stage.timing().scaled(UNMEASURED_PROBES);
            broken = gaps(gateway, unmeasured, probes);
            long deaths = first.faults();
            if (deaths < probes + unmeasured) {
                findings.problem("only " + deaths + " of " + (probes + unmeasured) + " answers went over a seam");
            }
        }
        findings.put(Metric.SEAM_P50, broken.p50() - healthy.p50()).put(Metric.SEAM_P99, broken.p99() - healthy.p99());
    }

    /** The time between the last token before the place of the seam and the first behind it. */
    private static Quantiles gaps(Gateway gateway, int unmeasured, int probes)
            throws IOException, InterruptedException {
        StreamProbe probe = new StreamProbe(gateway.address());
        List<Double> micros = new ArrayList<>();
        for (int i = 0; i < unmeasured + probes; i++) {
            List<Long> arrivals = probe.arrivals(WATCHED.tokens());
            if (i >= unmeasured) {
                micros.add((arrivals.get(DIES_AFTER) - arrivals.get(DIES_AFTER - 1)) / 1000.0);
            }
        }
        return Quantiles.of(micros);
    }
}
