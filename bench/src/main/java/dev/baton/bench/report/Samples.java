package dev.baton.bench.report;

import dev.baton.bench.scenario.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** All figures of all repetitions, by contender. What counts of several is the median. */
public final class Samples {

    /** The contender that all others are compared with. */
    public static final String YARDSTICK = "nginx";

    /** The way without a proxy, of which a ratio to one says nothing. */
    static final String NO_PROXY = "direct";

    private final Map<String, Map<Metric, List<Double>>> figures = new LinkedHashMap<>();

    public void add(String contender, Map<Metric, Double> found) {
        Map<Metric, List<Double>> own = figures.computeIfAbsent(contender, name -> new EnumMap<>(Metric.class));
        found.forEach((metric, value) ->
                own.computeIfAbsent(metric, unseen -> new ArrayList<>()).add(value));
    }

    /** In the order in which they were first seen. */
    public List<String> contenders() {
        return List.copyOf(figures.keySet());
    }

    /** Every repetition of one figure, in order. */
    public List<Double> all(String contender, Metric metric) {
        return List.copyOf(figures.getOrDefault(contender, Map.of()).getOrDefault(metric, List.of()));
    }

    public boolean has(Metric metric) {
        return figures.values().stream().anyMatch(own -> own.containsKey(metric));
    }

    /** Empty when it was never measured. */
    public OptionalDouble median(String contender, Metric metric) {
        List<Double> sorted = all(contender, metric).stream().sorted().toList();
        if (sorted.isEmpty()) {
            return OptionalDouble.empty();
        }
        int middle = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }

    /**
     * How many times the yardstick's figure it is, median against median; empty when either is missing, and where a
     * comparison says nothing.
     */
    public OptionalDouble ratio(String contender, Metric metric) {
        if (!metric.isCompared() || contender.equals(YARDSTICK) || contender.equals(NO_PROXY)) {
            return OptionalDouble.empty();
        }
        OptionalDouble own = median(contender, metric);
        OptionalDouble yardstick = median(YARDSTICK, metric);
        return own.isPresent() && yardstick.isPresent() && yardstick.getAsDouble() > 0
                ? OptionalDouble.of(own.getAsDouble() / yardstick.getAsDouble())
                : OptionalDouble.empty();
    }
}
