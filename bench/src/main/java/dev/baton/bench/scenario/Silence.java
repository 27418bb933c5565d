package dev.baton.bench.scenario;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Address;
import dev.baton.bench.load.Quantiles;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a silent first target costs beyond the time that it is given: against the same stream with a first target in health. One
 * stream at a time.
 */
record Silence() implements Scenario {

    private static final int PROBES = 150;
    private static final int UNMEASURED_PROBES = 15;
    private static final int FALLS_SILENT_AFTER = 20;
    private static final Duration PACE = Duration.ofMillis(2);

    @Override
    public String name() {
        return "silence";
    }

    @Override
    public boolean appliesTo(Contender contender) {
        return contender.failsOver();
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        Address address = gateway.impatientAddress();
        try (ScriptedProvider first = stage.scriptedB();
                ScriptedProvider second = stage.scriptedC()) {
            second.answers(Tokens.paced(PACE));
            for (Place place : Place.values()) {
                first.answers(Tokens.paced(PACE));
                Quantiles healthy = gaps(stage, address, place);
                first.answers(place.silent(Tokens.paced(PACE)));
                int asked = second.requests().size();
                Quantiles silent = gaps(stage, address, place);
                checkAsked(findings, second.requests().size() - asked, stage);
                double limit = Contender.IMPATIENCE.toNanos() / 1000.0;
                findings.put(place.p50, silent.p50() - healthy.p50() - limit)
                        .put(place.p99, silent.p99() - healthy.p99() - limit);
            }
        } catch (IOException wrong) {
            findings.problem("an answer behind a silence: " + wrong.getMessage());
        }
        return findings;
    }

    /** Where the first target falls silent. */
    private enum Place {
        AT_FIRST(0, Metric.SILENT_P50, Metric.SILENT_P99),
        IN_MID_STREAM(FALLS_SILENT_AFTER, Metric.STALLED_P50, Metric.STALLED_P99);

        private final int tokens;
        private final Metric p50;
        private final Metric p99;

        Place(int tokens, Metric p50, Metric p99) {
            this.tokens = tokens;
            this.p50 = p50;
            this.p99 = p99;
        }

        Script silent(Script script) {
            return script.stallAfter(tokens);
        }
    }

    private static void checkAsked(Findings findings, int asked, Stage stage) {
        int probes = stage.timing().scaled(UNMEASURED_PROBES) + stage.timing().scaled(PROBES);
        if (asked < probes) {
            findings.problem("only " + asked + " of " + probes + " answers came from the second target");
        }
    }

    /** The time between the last token before the place of the silence, or the request, and the first behind it. */
    private static Quantiles gaps(Stage stage, Address address, Place place) throws IOException {
        int unmeasured = stage.timing().scaled(UNMEASURED_PROBES);
        List<Double> micros = new ArrayList<>();
        for (int probe = 0; probe < unmeasured + stage.timing().scaled(PROBES); probe++) {
            double gap = gap(address, place.tokens);
            if (probe >= unmeasured) {
                micros.add(gap);
            }
        }
        return Quantiles.of(micros);
    }

    private static double gap(Address address, int tokens) throws IOException {
        try (StreamCall call = StreamCall.begin(address)) {
            long before = tokens == 0 ? call.sentAt() : call.awaitTokens(tokens);
            double gap = (call.awaitTokens(tokens + 1) - before) / 1000.0;
            call.awaitTokens(Tokens.COUNT);
            return gap;
        }
    }
}
