package dev.baton.gateway.settings;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A configuration that cannot be used, with everything that is wrong with it. The message has a line for each problem. */
public final class ConfigurationProblems extends RuntimeException {
    private final List<Problem> problems;

    ConfigurationProblems(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(joining("\n")));
        this.problems = List.copyOf(problems);
    }

    ConfigurationProblems(Problem problem) {
        this(List.of(problem));
    }

    /** Never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
