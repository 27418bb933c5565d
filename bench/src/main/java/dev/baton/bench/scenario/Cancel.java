package dev.baton.bench.scenario;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Quantiles;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.RequestEnd;
import dev.baton.testkit.ScriptedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * From the moment at which a client leaves to the one at which the model server sees it: before the first token, in
 * mid-stream, and while the second target has been asked to go on. One stream at a time.
 */
record Cancel() implements Scenario {

    private static final int PROBES = 300;
    private static final int UNMEASURED_PROBES = 30;
    private static final int TOKENS_BEFORE = 5;
    private static final Duration PACE = Duration.ofMillis(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "cancel";
    }

    @Override
    public boolean appliesTo(Contender contender) {
        return !contender.name().equals("direct");
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        try (ScriptedProvider first = stage.scriptedB();
                ScriptedProvider second = stage.scriptedC()) {
            first.answers(Tokens.paced(PACE).stallAfter(0));
            put(findings, Metric.LEAVES_WAITING_P50, Metric.LEAVES_WAITING_P99, times(stage, gateway, first, 0));
            first.answers(Tokens.paced(PACE));
            put(
                    findings,
                    Metric.LEAVES_STREAM_P50,
                    Metric.LEAVES_STREAM_P99,
                    times(stage, gateway, first, TOKENS_BEFORE));
            if (gateway.contender().failsOver()) {
                first.answers(Tokens.paced(PACE).dieAfter(TOKENS_BEFORE));
                second.answers(Tokens.paced(PACE).stallAfter(0));
                put(
                        findings,
                        Metric.LEAVES_SEAM_P50,
                        Metric.LEAVES_SEAM_P99,
                        times(stage, gateway, second, TOKENS_BEFORE));
            }
        } catch (IOException | AssertionError wrong) {
            findings.problem("a client that leaves: " + wrong.getMessage());
        }
        return findings;
    }

    private static void put(Findings findings, Metric p50, Metric p99, List<Double> micros) {
        Quantiles found = Quantiles.of(micros);
        findings.put(p50, found.p50()).put(p99, found.p99());
    }

    /** The client leaves once it has so many tokens and the provider has its request. */
    private static List<Double> times(Stage stage, Gateway gateway, ScriptedProvider provider, int tokens)
            throws IOException {
        List<Double> micros = new ArrayList<>();
        int unmeasured = stage.timing().scaled(UNMEASURED_PROBES);
        int before = provider.requests().size();
        for (int probe = 1; probe <= unmeasured + stage.timing().scaled(PROBES); probe++) {
            double time = time(gateway, provider, before + probe, tokens);
            if (probe > unmeasured) {
                micros.add(time);
            }
        }
        return micros;
    }

    private static double time(Gateway gateway, ScriptedProvider provider, int request, int tokens) throws IOException {
        try (StreamCall call = StreamCall.begin(gateway.address())) {
            call.awaitTokens(tokens);
            ReceivedRequest asked = provider.awaitRequests(request, PATIENCE).get(request - 1);
            long left = call.leave();
            RequestEnd end = asked.awaitEnd(PATIENCE);
            if (end.way() != RequestEnd.Way.CALLER_LEFT) {
                throw new IOException("the request ended otherwise: " + end.way());
            }
            return (end.nanoTime() - left) / 1000.0;
        }
    }
}
