package dev.baton.bench.scenario;

import dev.baton.bench.load.LoadResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one scenario found of one contender: figures, and everything that was not as it must be. */
public final class Findings {

    private final Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    private final List<String> problems = new ArrayList<>();

    Findings put(Metric metric, double value) {
        figures.put(metric, value);
        return this;
    }

    Findings putCount(Metric metric, long count) {
        return put(metric, (double) count);
    }

    /** Puts a time, a cost or a size, none of which is ever 0: that is what the generator says of nothing measured. */
    Findings putMeasured(Metric metric, double value) {
        return value > 0 ? put(metric, value) : this;
    }

    Findings problem(String problem) {
        problems.add(problem);
        return this;
    }

    /** Takes over what went wrong under a load, and hands the result on. */
    LoadResult checked(LoadResult result) {
        problems.addAll(result.problems());
        return result;
    }

    public Map<Metric, Double> figures() {
        return Collections.unmodifiableMap(figures);
    }

    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }
}
