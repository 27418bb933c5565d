package dev.baton.gateway.cli;

import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.ConfigurationProblems;
import dev.baton.gateway.settings.SettingsFile;
import dev.baton.gateway.settings.SettingsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that works on a configuration. One with problems goes no further: they are told, one a line, exit code 1. */
abstract class ConfiguredCommand implements Callable<Integer> {

    private final SettingsReader reader;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, ${DEFAULT-VALUE} by default.")
    private Path config = Path.of("baton.yaml");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the call
    private CommandSpec spec;

    /** @param variables the environment that a configuration may refer to */
    ConfiguredCommand(UnaryOperator<@Nullable String> variables) {
        this.reader = new SettingsReader(variables);
    }

    @Override
    public final Integer call() {
        try {
            SettingsFile file = new SettingsFile(config, reader);
            return run(file.load(), file);
        } catch (ConfigurationProblems problems) {
            problems.problems().forEach(problem -> complain(problem.toString()));
            return 1;
        }
    }

    /**
     * Does the work.
     *
     * @param file where the settings came from
     * @return the exit code
     */
    abstract int run(BatonSettings settings, SettingsFile file);

    final void say(String line) {
        print(spec.commandLine().getOut(), line);
    }

    final void complain(String line) {
        print(spec.commandLine().getErr(), line);
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
