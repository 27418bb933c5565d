package dev.baton.gateway.cli;

import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.ConfigurationProblems;
import dev.baton.gateway.settings.SettingsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Validates a configuration and says what it means. The report goes to the output; problems go to the error output, one a
 * line, and make the exit code 1.
 */
@Command(
        name = "check",
        description = "Validates the configuration and says what each route would do.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private final SettingsReader reader;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, ${DEFAULT-VALUE} by default.")
    private Path config = Path.of("baton.yaml");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the call
    private CommandSpec spec;

    CheckCommand(UnaryOperator<@Nullable String> variables) {
        this.reader = new SettingsReader(variables);
    }

    @Override
    public Integer call() {
        try {
            BatonSettings settings = reader.readFile(config);
            PrintWriter out = spec.commandLine().getOut();
            out.println(config + ": no problems");
            CheckReport.of(settings).forEach(out::println);
            out.flush();
            return 0;
        } catch (ConfigurationProblems problems) {
            PrintWriter err = spec.commandLine().getErr();
            problems.problems().forEach(err::println);
            err.flush();
            return 1;
        }
    }
}
