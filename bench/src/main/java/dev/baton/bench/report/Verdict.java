package dev.baton.bench.report;

import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The {@linkplain Goal goals} beside what a run has measured, as a table in Markdown. */
final class Verdict {

    private final Samples samples;

    Verdict(Samples samples) {
        this.samples = samples;
    }

    String markdown() {
        return Goal.ALL.stream()
                .map(this::row)
                .collect(Collectors.joining("", "| goal | must | aim | measured | |\n|---|---:|---:|---:|---|\n", ""));
    }

    private String row(Goal goal) {
        OptionalDouble figure = goal.figure().apply(samples);
        String sign = goal.aim() > goal.must() ? "≥ " : "≤ ";
        return "| %s, %s | %s%s | %s%s | %s | %s |\n"
                .formatted(
                        goal.what(),
                        goal.unit(),
                        sign,
                        number(goal.must()),
                        sign,
                        number(goal.aim()),
                        figure.isPresent() ? number(figure.getAsDouble()) : "–",
                        figure.isPresent() ? word(goal, figure.getAsDouble()) : "not measured");
    }

    private static String word(Goal goal, double figure) {
        if (goal.keeps(figure, goal.aim())) {
            return "aim reached";
        }
        return goal.keeps(figure, goal.must()) ? "kept" : "**missed**";
    }

    private static String number(double value) {
        return Figures.number(value, Math.abs(value) < 10 ? 1 : 0);
    }
}
