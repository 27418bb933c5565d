package dev.baton.bench.load;

import java.util.List;

/** The middle and the far end of a distribution, in microseconds. */
public record Quantiles(double p50, double p99) {

    /** Of single values; the nearest rank below. */
    public static Quantiles of(List<Double> microseconds) {
        if (microseconds.isEmpty()) {
            throw new IllegalArgumentException("quantiles of nothing");
        }
        double[] sorted =
                microseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Quantiles(at(sorted, 0.5), at(sorted, 0.99));
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) (quantile * (sorted.length - 1))];
    }
}
