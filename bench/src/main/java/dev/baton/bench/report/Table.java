package dev.baton.bench.report;

import dev.baton.bench.scenario.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The medians in Markdown: a table for each load, a column for each contender, ratios to nginx in brackets. */
public final class Table {

    private final Samples samples;

    public Table(Samples samples) {
        this.samples = samples;
    }

    public String markdown() {
        return Arrays.stream(Metric.values())
                .map(Metric::group)
                .distinct()
                .map(this::group)
                .filter(table -> !table.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private String group(String group) {
        List<Metric> metrics = Arrays.stream(Metric.values())
                .filter(metric -> metric.group().equals(group) && samples.has(metric))
                .toList();
        if (metrics.isEmpty()) {
            return "";
        }
        List<String> columns = samples.contenders().stream()
                .filter(contender -> metrics.stream()
                        .anyMatch(metric -> samples.median(contender, metric).isPresent()))
                .toList();
        StringBuilder table = new StringBuilder("**" + group + "**\n\n");
        table.append("| | ").append(String.join(" | ", columns)).append(" |\n");
        table.append("|---|").append("---:|".repeat(columns.size())).append('\n');
        for (Metric metric : metrics) {
            table.append(row(metric, columns));
        }
        return table.toString();
    }

    private String row(Metric metric, List<String> columns) {
        return columns.stream()
                .map(contender -> cell(contender, metric))
                .collect(Collectors.joining(" | ", "| " + metric.label() + ", " + metric.unit() + " | ", " |\n"));
    }

    private String cell(String contender, Metric metric) {
        OptionalDouble median = samples.median(contender, metric);
        if (median.isEmpty()) {
            return "–";
        }
        String value = Figures.number(median.getAsDouble(), metric.decimals());
        OptionalDouble ratio = samples.ratio(contender, metric);
        return ratio.isPresent() ? value + " (" + Figures.ratio(ratio.getAsDouble()) + ")" : value;
    }

    /** Every repetition of every figure, for those who want to see how far they scatter. */
    public String repetitions() {
        StringBuilder list = new StringBuilder();
        for (String contender : samples.contenders()) {
            for (Metric metric : Metric.values()) {
                List<Double> all = samples.all(contender, metric);
                if (!all.isEmpty()) {
                    list.append("- ")
                            .append(contender)
                            .append(": ")
                            .append(metric.group())
                            .append(": ");
                    list.append(metric.label())
                            .append(", ")
                            .append(metric.unit())
                            .append(": ");
                    list.append(all.stream()
                            .map(value -> Figures.number(value, metric.decimals()))
                            .collect(Collectors.joining(" · ")));
                    list.append('\n');
                }
            }
        }
        return list.toString();
    }
}
