package dev.baton.bench;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.scenario.Scenario;
import dev.baton.bench.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Picks what somebody named out of what there is. */
final class Choice {

    private Choice() {}

    /**
     * The scenarios of these names, in their own order; the usual ones for no name.
     *
     * @throws IllegalArgumentException when there is no such scenario
     */
    static List<Scenario> scenarios(List<String> names) {
        return names.isEmpty() ? Scenarios.USUAL : pick("--scenarios", names, Scenarios.ALL, Scenario::name);
    }

    /**
     * The contenders of these names, in their own order; all of them for no name.
     *
     * @throws IllegalArgumentException when one of them is not installed
     */
    static List<Contender> contenders(List<String> names, List<Contender> installed) {
        return pick("--only", names, installed, Contender::name);
    }

    private static <T> List<T> pick(String option, List<String> names, List<T> all, Function<T, String> name) {
        List<String> known = all.stream().map(name).toList();
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    option + ": " + String.join(", ", unknown) + " (expected: of " + String.join(", ", known) + ")");
        }
        return all.stream()
                .filter(each -> names.isEmpty() || names.contains(name.apply(each)))
                .toList();
    }
}
