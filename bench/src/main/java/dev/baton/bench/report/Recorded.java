package dev.baton.bench.report;

import dev.baton.bench.scenario.Metric;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;

/**
 * The gateway's ratios to nginx that an earlier run has recorded. Ratios travel from machine to machine, and from a quiet
 * one to a busy one, better than times do; still only more than twice the recorded ratio says for sure that something
 * became slower.
 */
public final class Recorded {

    private static final double TOLERANCE = 2;
    private static final String OWN = "baton";

    /** The names in the file. */
    private static final Map<Metric, String> KEYS =
            new EnumMap<>(Map.of(Metric.JSON_CPU, "json.cpu-per-request", Metric.PACED_CPU, "paced.cpu-per-event"));

    private final Map<Metric, Double> ratios;

    private Recorded(Map<Metric, Double> ratios) {
        this.ratios = ratios;
    }

    /** What a file says; nothing when there is none. */
    public static Recorded read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return of(properties);
    }

    static Recorded of(Properties properties) {
        Map<Metric, Double> ratios = new EnumMap<>(Metric.class);
        KEYS.forEach((metric, key) -> {
            String value = properties.getProperty(key);
            if (value != null) {
                ratios.put(metric, Double.parseDouble(value));
            }
        });
        return new Recorded(ratios);
    }

    /** The lines of a file with the ratios of these samples. */
    public static String format(Samples samples, Machine machine) {
        StringBuilder lines = new StringBuilder("# CPU time of the gateway as a multiple of nginx's; written by: ");
        lines.append("./baton bench --record\n");
        machine.lines().forEach(line -> lines.append("# ").append(line).append('\n'));
        KEYS.forEach((metric, key) -> samples.ratio(OWN, metric)
                .ifPresent(ratio -> lines.append(String.format(Locale.ROOT, "%s=%.2f%n", key, ratio))));
        return lines.toString();
    }

    /**
     * Compares.
     *
     * @return what became much more expensive, in sentences; empty when nothing did
     */
    public List<String> regressions(Samples samples) {
        List<String> regressions = new ArrayList<>();
        ratios.forEach((metric, recorded) -> {
            OptionalDouble now = samples.ratio(OWN, metric);
            if (now.isPresent() && now.getAsDouble() > TOLERANCE * recorded) {
                regressions.add(metric.group() + ": " + metric.label() + " is " + Figures.ratio(now.getAsDouble())
                        + " that of nginx (recorded: " + Figures.ratio(recorded) + ", expected: at most twice that)");
            }
        });
        return regressions;
    }

    /** The comparison in words, figure by figure. */
    public List<String> comparison(Samples samples) {
        List<String> lines = new ArrayList<>();
        KEYS.keySet()
                .forEach(metric -> samples.ratio(OWN, metric).ifPresent(now -> {
                    Double recorded = ratios.get(metric);
                    lines.add(metric.group() + ": " + metric.label() + " is " + Figures.ratio(now) + " that of nginx ("
                            + (recorded == null ? "nothing recorded" : "recorded: " + Figures.ratio(recorded)) + ")");
                }));
        return lines;
    }
}
