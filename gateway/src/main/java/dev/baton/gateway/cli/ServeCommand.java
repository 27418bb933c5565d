package dev.baton.gateway.cli;

import dev.baton.gateway.BatonApplication;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.ConfigurationProblems;
import dev.baton.gateway.settings.SettingsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the gateway until the process is told to end. A configuration with problems starts nothing: exit code 1. */
@Command(name = "serve", description = "Runs the gateway.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private final SettingsReader reader;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, ${DEFAULT-VALUE} by default.")
    private Path config = Path.of("baton.yaml");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the call
    private CommandSpec spec;

    ServeCommand(UnaryOperator<@Nullable String> variables) {
        this.reader = new SettingsReader(variables);
    }

    @Override
    public Integer call() throws InterruptedException {
        BatonSettings settings;
        try {
            settings = reader.readFile(config);
        } catch (ConfigurationProblems problems) {
            problems.problems().forEach(this::complain);
            return 1;
        }
        try (ConfigurableApplicationContext gateway = BatonApplication.start(settings)) {
            say("baton serves " + String.join(", ", settings.routes().keySet()) + " on "
                    + BatonApplication.urlOf(gateway));
            Thread.currentThread().join();
        } catch (PortInUseException taken) {
            complain("baton.server.port: " + taken.getPort() + " is in use (expected: a free port)");
            return 1;
        }
        return 0;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void complain(Object problem) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(problem);
        err.flush();
    }
}
