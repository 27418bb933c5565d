package dev.baton.bench;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.MockUpstream;
import dev.baton.bench.report.Samples;
import dev.baton.bench.scenario.Findings;
import dev.baton.bench.scenario.Metric;
import dev.baton.bench.scenario.Scenario;
import dev.baton.bench.scenario.Stage;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run: every contender once, then every contender again, so that a noisy spell of the machine does not fall on one of
 * them alone. Only one contender runs at a time, each time as a new process.
 */
final class Run {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Stage stage;
    private final List<Scenario> scenarios;
    private final PrintWriter progress;
    private final Samples samples = new Samples();
    private final List<String> problems = new ArrayList<>();

    Run(Stage stage, List<Scenario> scenarios, PrintWriter progress) {
        this.stage = stage;
        this.scenarios = scenarios;
        this.progress = progress;
    }

    Samples samples() {
        return samples;
    }

    /** Everything that was not as it must be, and makes the figures doubtful. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    void measure(List<Contender> contenders, int repetitions) throws InterruptedException {
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (Contender contender : contenders) {
                progress.printf("%d/%d %s%n", repetition, repetitions, contender.name());
                progress.flush();
                measure(contender);
            }
        }
    }

    private void measure(Contender contender) throws InterruptedException {
        List<Scenario> own = scenarios.stream()
                .filter(scenario -> scenario.appliesTo(contender))
                .toList();
        List<Scenario> warm =
                own.stream().filter(scenario -> !scenario.needsNewProcess()).toList();
        if (!warm.isEmpty()) {
            inOneProcess(contender, warm, true);
        }
        for (Scenario scenario : own) {
            if (scenario.needsNewProcess()) {
                inOneProcess(contender.specially(scenario.special()), List.of(scenario), false);
            }
        }
    }

    private void inOneProcess(Contender contender, List<Scenario> scenarios, boolean warm) throws InterruptedException {
        try (Gateway gateway = start(contender)) {
            gateway.startUp().ifPresent(time -> samples.add(contender.name(), Map.of(Metric.START_UP, seconds(time))));
            if (warm) {
                stage.warmUp(gateway);
            }
            for (Scenario scenario : scenarios) {
                measure(scenario, gateway);
            }
        } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException failed) {
            problem(contender.name() + ": " + failed.getMessage());
        }
    }

    @SuppressWarnings("try") // the mock is there to be called
    private Gateway start(Contender contender) throws InterruptedException {
        try (MockUpstream mock = stage.serverB()) {
            Gateway gateway = Gateway.start(contender, stage.ports(), stage.work());
            stage.journal().note(gateway.command());
            return gateway;
        }
    }

    private void measure(Scenario scenario, Gateway gateway) throws InterruptedException {
        String name = gateway.contender().name();
        Findings findings = scenario.measure(stage, gateway);
        samples.add(name, findings.figures());
        findings.problems().forEach(problem -> problem(name + ", " + scenario.name() + ": " + problem));
        progress.printf("      %s %s%n", scenario.name(), findings.problems().isEmpty() ? "" : "WITH PROBLEMS");
        progress.flush();
    }

    private void problem(String what) {
        problems.add(what);
        progress.println("PROBLEM: " + what);
        progress.flush();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }
}
