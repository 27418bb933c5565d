package dev.baton.bench.report;

import dev.baton.bench.scenario.Metric;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What the gateway is held to.
 *
 * @param what in words
 * @param unit of the figures
 * @param must what is too much beyond this, or too little where more is better
 * @param aim the same, for what is hoped for
 * @param figure how it is read off a run; empty where the run has not measured it
 */
record Goal(String what, String unit, double must, double aim, Function<Samples, OptionalDouble> figure) {

    private static final String OWN = "baton";

    static final List<Goal> ALL = List.of(
            new Goal("CPU time of a JSON request, to nginx", "×", 3.2, 2.6, ratio(Metric.JSON_CPU)),
            new Goal("CPU time of a paced event, to nginx", "×", 1.7, 1.4, ratio(Metric.PACED_CPU)),
            new Goal("JSON requests a second, to Portkey", "×", 18, 25, toPortkey(Metric.JSON_RATE)),
            new Goal("added to the first token p50, to nginx", "×", 3, 2, Goal::addedToTheFirstToken),
            new Goal("memory of an open stream", "KB", 24, 12, own(Metric.MEMORY_STREAM, 1)),
            new Goal("resident memory, idle", "MB", 200, 140, own(Metric.MEMORY_IDLE, 1)),
            new Goal("resident memory, 5,000 streams", "MB", 320, 230, own(Metric.MEMORY_5000, 1)),
            new Goal("from exec to the first 200", "s", 1.8, 1.0, own(Metric.START_UP, 1)),
            new Goal("added by a target that refuses, p99", "ms", 5, 2, own(Metric.REFUSED_P99, 1e-3)),
            new Goal("added by a death in mid-answer, p99", "ms", 5, 2, own(Metric.SEAM_P99, 1e-3)));

    /** Whether the figure keeps to a limit; where the aim is above the must, more is better. */
    boolean keeps(double figure, double limit) {
        return aim > must ? figure >= limit : figure <= limit;
    }

    private static Function<Samples, OptionalDouble> ratio(Metric metric) {
        return samples -> samples.ratio(OWN, metric);
    }

    private static Function<Samples, OptionalDouble> own(Metric metric, double factor) {
        return samples -> quotient(samples.median(OWN, metric), OptionalDouble.of(1 / factor));
    }

    private static Function<Samples, OptionalDouble> toPortkey(Metric metric) {
        return samples -> quotient(samples.median(OWN, metric), samples.median("portkey", metric));
    }

    /** What a proxy adds is what is left when the way without one is taken off. */
    private static OptionalDouble addedToTheFirstToken(Samples samples) {
        return quotient(added(OWN, samples), added(Samples.YARDSTICK, samples));
    }

    private static OptionalDouble added(String contender, Samples samples) {
        OptionalDouble with = samples.median(contender, Metric.FIRST_TOKEN_P50);
        OptionalDouble without = samples.median(Samples.NO_PROXY, Metric.FIRST_TOKEN_P50);
        return with.isPresent() && without.isPresent()
                ? OptionalDouble.of(with.getAsDouble() - without.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble quotient(OptionalDouble dividend, OptionalDouble divisor) {
        return dividend.isPresent() && divisor.isPresent() && divisor.getAsDouble() > 0
                ? OptionalDouble.of(dividend.getAsDouble() / divisor.getAsDouble())
                : OptionalDouble.empty();
    }
}
