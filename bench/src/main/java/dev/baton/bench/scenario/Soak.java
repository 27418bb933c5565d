package dev.baton.bench.scenario;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.contender.Gateway;
import dev.baton.bench.contender.Special;
import dev.baton.bench.load.Behaviour;
import dev.baton.bench.load.MockUpstream;
import dev.baton.bench.process.JvmProbe;
import dev.baton.bench.process.Vitals;
import java.io.IOException;
import java.time.Duration;

/**
 * Very many streams that their clients leave, or that fail, or that go over a seam: afterwards the process must hold what it held
 * before. The first tenth warms it up.
 */
record Soak() implements Scenario {

    private static final int STREAMS = 100_000;
    private static final Duration PACE = Duration.ofMillis(1);
    private static final Behaviour FIRST =
            Behaviour.streams(Trouble.TOKENS, PACE).dyingAfter(6).every(2);
    private static final Behaviour SECOND =
            Behaviour.streams(Trouble.TOKENS, PACE).dyingAfter(12).every(3);

    /** Longer than idle connections to providers are kept. */
    private static final Duration SETTLING = Duration.ofSeconds(8);

    /** What may be left: nothing that is counted, and less memory than 50 bytes for each stream. */
    private static final Vitals MOST_MORE = new Vitals(0, 2, 4096, 4096);

    @Override
    public String name() {
        return "soak";
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
        return Special.jvmOptions(JvmProbe.OPTIONS);
    }

    @Override
    @SuppressWarnings("try") // the mocks are there to be called
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        int streams = stage.timing().scaled(STREAMS);
        try (MockUpstream first = stage.serverB(FIRST);
                MockUpstream second = stage.serverC(SECOND)) {
            JvmProbe probe = new JvmProbe(gateway.javaPid());
            new Trouble(gateway.address(), 1).make(streams / 10);
            Vitals before = settled(probe);
            Trouble.Outcomes outcomes = new Trouble(gateway.address(), 2).make(streams);
            Vitals more = settled(probe).minus(before);
            put(findings, streams, more);
            outcomes.problems().forEach(findings::problem);
            checkGrowth(findings, more);
        } catch (IOException failed) {
            findings.problem("the process could not be looked into: " + failed.getMessage());
        }
        return findings;
    }

    private static Vitals settled(JvmProbe probe) throws IOException, InterruptedException {
        Thread.sleep(SETTLING);
        return probe.vitals();
    }

    private static void put(Findings findings, int streams, Vitals more) {
        findings.putCount(Metric.SOAK_STREAMS, streams)
                .putCount(Metric.SOAK_FILES, more.files())
                .putCount(Metric.SOAK_THREADS, more.threads())
                .putCount(Metric.SOAK_HEAP, more.heapKb())
                .putCount(Metric.SOAK_NATIVE, more.nativeKb());
    }

    private static void checkGrowth(Findings findings, Vitals more) {
        if (more.files() > MOST_MORE.files()
                || more.threads() > MOST_MORE.threads()
                || more.heapKb() > MOST_MORE.heapKb()
                || more.nativeKb() > MOST_MORE.nativeKb()) {
            findings.problem("it holds more than before: " + more + " (expected: at most " + MOST_MORE + ")");
        }
    }
}
