package dev.baton.simulation.hour;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The outcomes of all hours as a page for people, the same for the same code. */
final class Report {

    private static final String PREFACE = """
            # What an hour of traffic comes to when a provider is in trouble

            Written by `ReportTest`, never by hand: [docs/simulation.md](../docs/simulation.md) says how to renew it.

            Every hour has the same clients: two a second on average, who want answers of 5 to 100 events, 25 on average. A
            healthy server gives the first event after 0.3 s and a little, and then one every 0.2 s. All answers share one `Relay`
            and the default policy, and all servers continue an answer by prefill. *Tiers*: server-b, then server-c, then server-d.
            *Weights*: one tier, server-b 2, server-c 1, server-d 1.

            Times are p50 / p99; of first tokens over all answers that had one, of answers over all that were complete.
            Below each table the hour, one sign a minute:

            | line | `·` | `▁` | `▂` | `▃` | `▄` | `▅` | `▆` | `▇` | `█` |
            |---|---|---|---|---|---|---|---|---|---|
            | calls: to server-b, for each request | none | ⅛ | ¼ | ⅜ | ½ | ⅝ | ¾ | ⅞ | 1 and more |
            | failed: of all requests | none | ⅛ | ¼ | ⅜ | ½ | ⅝ | ¾ | ⅞ | all |
            | first token: nine in ten within | nobody | 1 s | 2 s | 4 s | 8 s | 16 s | 32 s | 64 s | later |
            """;

    private Report() {}

    static String of(List<Comparison> hours) {
        return PREFACE + hours.stream().map(Report::section).collect(Collectors.joining());
    }

    private static String section(Comparison hour) {
        Scenario scenario = hour.scenario();
        return "\n## " + scenario.name() + "\n\n" + scenario.tale() + "\n\n"
                + table(scenario, hour.outcomes()) + "\n```text\n"
                + line("", "", Timeline.scale())
                + (scenario.spells().isEmpty() ? "" : line("", "trouble", Timeline.trouble(scenario)))
                + lines("tiers", hour.tiers()) + lines("weights", hour.weights()) + "```\n";
    }

    private static Table table(Scenario scenario, List<Outcome> outcomes) {
        Table table = new Table("", "tiers", "weights");
        add(table, "requests", outcomes, outcome -> count(outcome.requests()));
        add(table, "complete", outcomes, outcome -> share(outcome.complete(), outcome));
        for (String error : errors(outcomes)) {
            add(
                    table,
                    "failed: " + error,
                    outcomes,
                    outcome -> count(outcome.failures().getOrDefault(error, 0L)));
        }
        add(table, "seams", outcomes, outcome -> count(outcome.seams()));
        add(table, "calls per request", outcomes, outcome -> ratio(outcome.calls(), outcome.requests()));
        if (!scenario.spells().isEmpty()) {
            add(table, "requests during the trouble", outcomes, outcome -> count(outcome.requestsInTrouble()));
            add(table, "calls to servers in trouble", outcomes, outcome -> count(outcome.callsInTrouble()));
        }
        add(table, "first token", outcomes, outcome -> outcome.firstToken().toString());
        add(table, "answer", outcomes, outcome -> outcome.answer().toString());
        add(table, "begun by server-b", outcomes, outcome -> share(outcome.begunByPrimary(), outcome));
        if (scenario.ends()) {
            add(table, "back at server-b after", outcomes, outcome -> Spread.seconds(outcome.back()));
        }
        return table;
    }

    private static void add(Table table, String name, List<Outcome> outcomes, Function<Outcome, String> value) {
        table.add(name, outcomes.stream().map(value).toList());
    }

    private static TreeSet<String> errors(List<Outcome> outcomes) {
        TreeSet<String> errors = new TreeSet<>();
        outcomes.forEach(outcome -> errors.addAll(outcome.failures().keySet()));
        return errors;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String share(long part, Outcome outcome) {
        return String.format(Locale.ROOT, "%,d (%.1f %%)", part, 100.0 * part / outcome.requests());
    }

    private static String ratio(long many, long few) {
        return String.format(Locale.ROOT, "%.2f", (double) many / few);
    }

    private static String lines(String shape, Outcome outcome) {
        List<Minute> minutes = outcome.minutes();
        return "\n"
                + line(shape, "calls", Timeline.calls(minutes))
                + line("", "first token", Timeline.firstToken(minutes))
                + (outcome.failures().isEmpty() ? "" : line("", "failed", Timeline.failed(minutes)));
    }

    private static String line(String shape, String name, String signs) {
        return "%-8s %-12s %s\n".formatted(shape, name, signs);
    }
}
