package dev.baton.bench.scenario;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Behaviour;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.LoadResult;
import java.time.Duration;

/** Resident memory of a new process, idle and with many streams open that say something once a second. */
record Memory() implements Scenario {

    private static final Behaviour ANSWER = Behaviour.streams(100_000, Duration.ofSeconds(1));
    private static final int OPENED_PER_SECOND = 1000;
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Duration SPAN = Duration.ofSeconds(3);

    /** What a gateway needs besides two descriptors for each stream. */
    private static final int OTHER_FILES = 500;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean needsNewProcess() {
        return true;
    }

    @Override
    public boolean appliesTo(Contender contender) {
        return !contender.name().equals("direct");
    }

    @Override
    public Findings measure(Stage stage, Gateway gateway) throws InterruptedException {
        Findings findings = new Findings();
        LoadResult.Cost thousand = open(1000, stage, gateway, findings);
        LoadResult.Cost fiveThousand = open(5000, stage, gateway, findings);
        findings.putMeasured(Metric.MEMORY_IDLE, megabytes(thousand.idleKb()))
                .putMeasured(Metric.MEMORY_1000, megabytes(thousand.fullKb()))
                .putMeasured(Metric.MEMORY_5000, megabytes(fiveThousand.fullKb()));
        if (thousand.fullKb() > 0 && fiveThousand.fullKb() > 0) {
            findings.put(Metric.MEMORY_STREAM, (fiveThousand.fullKb() - thousand.fullKb()) / 4000.0);
        }
        if (stage.fileLimit() >= 2 * 10_000 + OTHER_FILES) {
            LoadResult.Cost tenThousand = open(10_000, stage, gateway, findings);
            findings.putMeasured(Metric.MEMORY_10000, megabytes(tenThousand.fullKb()));
        }
        return findings;
    }

    private static LoadResult.Cost open(int streams, Stage stage, Gateway gateway, Findings findings)
            throws InterruptedException {
        Duration ramp = Duration.ofMillis(1000L * streams / OPENED_PER_SECOND);
        Load load = Load.streams(streams, ANSWER.tokens(), ramp.plus(SETTLING), SPAN)
                .spreadOver(ramp);
        LoadResult result = findings.checked(stage.load(ANSWER, load, gateway));
        if (result.cost().fullKb() == 0) {
            findings.problem("not all of " + streams + " streams were open at one time");
        }
        return result.cost();
    }

    private static double megabytes(long kilobytes) {
        return kilobytes / 1024.0;
    }
}
