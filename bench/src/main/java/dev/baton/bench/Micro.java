package dev.baton.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the micro-benchmarks under JMH: nanoseconds and bytes allocated for one event. */
final class Micro {

    private static final int FORKS = 2;
    private static final int WARMUPS = 5;
    private static final int MEASUREMENTS = 5;
    private static final long MILLIS = 1000;

    private Micro() {}

    /**
     * Runs all of them; JMH prints the results.
     *
     * @param factor applied to the usual length of an iteration
     */
    static void run(double factor) throws RunnerException {
        TimeValue iteration = TimeValue.milliseconds(Math.max(1, Math.round(MILLIS * factor)));
        Options options = new OptionsBuilder()
                .include("dev\\.baton\\.bench\\.micro\\..*")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(factor < 1 ? 1 : FORKS)
                .warmupIterations(WARMUPS)
                .warmupTime(iteration)
                .measurementIterations(MEASUREMENTS)
                .measurementTime(iteration)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
        new Runner(options).run();
    }
}
