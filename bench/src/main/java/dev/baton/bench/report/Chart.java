package dev.baton.bench.report;

import dev.baton.bench.scenario.Metric;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A chart in SVG: one panel for each figure, one bar for each contender, less is better everywhere. Its colours follow the
 * reader's preference for light or dark.
 */
public final class Chart {

    private static final List<Metric> PANELS = List.of(
            Metric.JSON_CPU, Metric.PACED_CPU, Metric.PACED_AGE_P50, Metric.FIRST_TOKEN_P50, Metric.MEMORY_5000);

    private static final int WIDTH = 720;
    private static final int NAMES = 90;
    private static final int VALUES = 130;
    private static final int BARS = WIDTH - NAMES - VALUES;
    private static final int TITLE = 34;
    private static final int BAR = 22;
    private static final int GAP = 14;

    private final Samples samples;

    public Chart(Samples samples) {
        this.samples = samples;
    }

    public String svg() {
        StringBuilder panels = new StringBuilder();
        int y = 0;
        for (Metric metric : PANELS) {
            List<String> contenders = contenders(metric);
            if (!contenders.isEmpty()) {
                panel(panels, metric, contenders, y);
                y += TITLE + contenders.size() * BAR + GAP;
            }
        }
        return frame(y, panels);
    }

    private List<String> contenders(Metric metric) {
        return samples.contenders().stream()
                .filter(contender -> samples.median(contender, metric).isPresent())
                .toList();
    }

    private static String frame(int height, CharSequence panels) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="13">
                <style>
                  text { fill: #1f2328; } .title { font-weight: 600; } .bar { fill: #8c959f; } .own { fill: #0969da; }
                  @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .bar { fill: #6e7681; } .own { fill: #58a6ff; } }
                </style>
                %s</svg>
                """.formatted(WIDTH, height, panels);
    }

    private void panel(StringBuilder out, Metric metric, List<String> contenders, int top) {
        double most = contenders.stream()
                .mapToDouble(contender -> samples.median(contender, metric).orElse(0))
                .max()
                .orElse(1);
        text(out, "title", 0, top + 20, metric.group() + ": " + metric.label() + ", " + metric.unit());
        int y = top + TITLE;
        for (String contender : contenders) {
            bar(out, metric, contender, y, most);
            y += BAR;
        }
    }

    private void bar(StringBuilder out, Metric metric, String contender, int y, double most) {
        double value = samples.median(contender, metric).orElse(0);
        double length = most > 0 ? Math.max(1, BARS * value / most) : 1;
        text(out, "name", 0, y + 12, contender);
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                contender.equals("baton") ? "own" : "bar",
                NAMES,
                y,
                length,
                BAR - 6));
        String shown = Figures.number(value, metric.decimals());
        OptionalDouble ratio = samples.ratio(contender, metric);
        text(
                out,
                "value",
                NAMES + (int) length + 8,
                y + 12,
                ratio.isPresent() ? shown + "  (" + Figures.ratio(ratio.getAsDouble()) + ")" : shown);
    }

    private static void text(StringBuilder out, String kind, int x, int y, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        out.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(kind, x, y, escaped));
    }
}
