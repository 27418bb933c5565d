package dev.baton.bench;

import dev.baton.bench.contender.Contender;
import dev.baton.bench.contender.Contenders;
import dev.baton.bench.load.Tools;
import dev.baton.bench.process.Executables;
import dev.baton.bench.process.Journal;
import dev.baton.bench.process.Ports;
import dev.baton.bench.report.Machine;
import dev.baton.bench.report.Recorded;
import dev.baton.bench.report.Report;
import dev.baton.bench.report.Samples;
import dev.baton.bench.report.Table;
import dev.baton.bench.scenario.Scenario;
import dev.baton.bench.scenario.Stage;
import dev.baton.bench.scenario.Timing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures. The exit code is 1 when an answer was not as it must be, else 3 when the gateway has become much slower. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the gateway beside the other proxies that are installed here, on loopback only.")
final class BenchCommand implements Callable<Integer> {

    private static final List<String> QUICK_CONTENDERS = List.of("direct", "nginx", "baton");
    private static final List<String> QUICK_SCENARIOS = List.of("json", "paced");
    private static final String RECORDED = "recorded.properties";
    private static final int SLOWER = 3;

    @Option(
            names = "--quick",
            description = "About a minute: JSON and paced streams only, compared with what is recorded.")
    private boolean quick;

    @Option(names = "--micro", description = "The micro-benchmarks of the inner loops instead.")
    private boolean micro;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Contenders: direct, nginx, baton, portkey, litellm, bifrost (default: all that are installed).")
    private List<String> only = List.of();

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Loads: json, paced, unpaced, first-token, big-prompt, long-answer, failover, silence, cancel,"
                            + " overload, memory (default: all of these), soak.")
    private List<String> chosen = List.of();

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "How often everything is measured (default: 3, with --quick once).")
    private @Nullable Integer repetitions;

    @Option(
            names = "--time",
            paramLabel = "FACTOR",
            description = "Multiplies warm-ups and measured spans; below 1 for trying things out.")
    private double time = 1;

    @Option(names = "--report", paramLabel = "FOLDER", description = "Writes results.md and results.svg there.")
    private @Nullable Path report;

    @Option(
            names = "--record",
            description = "Writes the ratios to bench/recorded.properties, for --quick to compare with.")
    private boolean record;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Needs BATON_HOME, the folder of the repository, which the launcher sets. */
    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(CommandSpec.create().name("baton")).addSubcommand(new BenchCommand());
        commands.setParameterExceptionHandler(BenchCommand::complain);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("bench: " + failure.getMessage());
            return ExitCode.SOFTWARE;
        });
        System.exit(commands.execute(arguments));
    }

    private static int complain(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(wrong.getMessage());
        command.getErr().println("Try: ./baton " + command.getCommandName() + " --help");
        return ExitCode.USAGE;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        if (micro) {
            Micro.run(time);
            return ExitCode.OK;
        }
        try (WorkFolder work = WorkFolder.create()) {
            return measure(home(), work.path());
        }
    }

    private static Path home() {
        return Path.of(Objects.requireNonNullElse(System.getenv("BATON_HOME"), "."))
                .toAbsolutePath()
                .normalize();
    }

    private int measure(Path home, Path work) throws IOException, InterruptedException {
        List<Scenario> scenarios = Choice.scenarios(quick && chosen.isEmpty() ? QUICK_SCENARIOS : chosen);
        List<Contender> contenders = contenders(Contenders.installed(home, version(home)));
        int rounds = Objects.requireNonNullElse(repetitions, quick ? 1 : 3);
        Machine machine = Machine.here();
        Journal journal = new Journal(work);
        Stage stage = new Stage(
                Tools.build(home.resolve("bench")),
                Ports.free(),
                (quick ? Timing.QUICK : Timing.FULL).times(time),
                work,
                journal,
                machine.fileLimit());
        Run run = new Run(stage, scenarios, out());
        run.measure(contenders, rounds);
        Report page =
                new Report(machine, versions(contenders), rounds, run.samples(), journal.commands(), run.problems());
        return tell(page, home.resolve("bench").resolve(RECORDED));
    }

    private List<Contender> contenders(List<Contender> installed) {
        if (quick && only.isEmpty()) {
            return installed.stream()
                    .filter(contender -> QUICK_CONTENDERS.contains(contender.name()))
                    .toList();
        }
        return Choice.contenders(only, installed);
    }

    private static String version(Path home) throws InterruptedException {
        String version = BenchCommand.class.getPackage().getImplementationVersion();
        String commit = Executables.find("git").isPresent()
                ? Executables.firstLine("git", "-C", home.toString(), "describe", "--always", "--dirty")
                : "unknown";
        return (version == null ? "(not from a jar)" : version) + ", commit " + commit;
    }

    private static Map<String, String> versions(List<Contender> contenders) {
        Map<String, String> versions = new LinkedHashMap<>();
        contenders.forEach(contender -> versions.put(contender.name(), contender.version()));
        return versions;
    }

    private int tell(Report page, Path recordedFile) throws IOException {
        Recorded recorded = Recorded.read(recordedFile);
        out().println();
        out().print(new Table(page.samples()).markdown());
        out().println();
        recorded.comparison(page.samples()).forEach(out()::println);
        if (!page.versions().containsKey(Samples.YARDSTICK)) {
            out().println("No " + Samples.YARDSTICK + " was measured, so there are no ratios.");
        }
        List<String> regressions = quick ? recorded.regressions(page.samples()) : List.of();
        regressions.forEach(slower -> out().println("SLOWER: " + slower));
        page.problems().forEach(problem -> out().println("PROBLEM: " + problem));
        out().flush();
        if (report != null) {
            page.write(report);
        }
        if (record) {
            Files.writeString(recordedFile, Recorded.format(page.samples(), page.machine()));
        }
        if (!page.problems().isEmpty()) {
            return ExitCode.SOFTWARE;
        }
        return regressions.isEmpty() ? ExitCode.OK : SLOWER;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
