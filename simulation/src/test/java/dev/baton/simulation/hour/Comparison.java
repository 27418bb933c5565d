package dev.baton.simulation.hour;

import java.util.List;

/** The same hour with the targets in tiers and in weights. */
record Comparison(Scenario scenario, Outcome tiers, Outcome weights) {

    /** All hours there are, several at a time. */
    static List<Comparison> ofAll() {
        return Scenario.ALL.parallelStream().map(Comparison::of).toList();
    }

    private static Comparison of(Scenario scenario) {
        return new Comparison(scenario, Hour.of(scenario, Shape.TIERS), Hour.of(scenario, Shape.WEIGHTS));
    }

    List<Outcome> outcomes() {
        return List.of(tiers, weights);
    }
}
