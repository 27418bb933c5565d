package dev.baton.gateway.cli;

import dev.baton.gateway.BatonApplication;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.SettingsFile;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;

/** Runs the gateway until the process is told to end. */
@Command(name = "serve", description = "Runs the gateway.", mixinStandardHelpOptions = true)
final class ServeCommand extends ConfiguredCommand {

    ServeCommand(UnaryOperator<@Nullable String> variables) {
        super(variables);
    }

    @Override
    int run(BatonSettings settings, SettingsFile file) {
        try (ConfigurableApplicationContext gateway = BatonApplication.start(settings)) {
            say("baton serves " + String.join(", ", settings.routes().keySet()) + " on "
                    + BatonApplication.urlOf(gateway));
            Thread.currentThread().join();
        } catch (PortInUseException taken) {
            complain("baton.server.port: " + taken.getPort() + " is in use (expected: a free port)");
            return 1;
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
