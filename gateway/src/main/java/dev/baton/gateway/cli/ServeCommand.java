package dev.baton.gateway.cli;

import dev.baton.gateway.BatonApplication;
import dev.baton.gateway.Gateway;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.SettingsFile;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;

/** Runs the gateway until the process is told to end. */
@Command(
        name = "serve",
        description = "Runs the gateway.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A changed configuration takes effect within two seconds, or at once on SIGHUP; one with problems does not, and the log names"
                    + " them.",
            "SIGTERM and SIGINT let running answers finish (baton.server.drain); the same again ends them at once.",
            "Exit code: 0 when told to end, 143 or 130 when told twice, 1 when it could not start."
        })
final class ServeCommand extends ConfiguredCommand {

    ServeCommand(UnaryOperator<@Nullable String> variables) {
        super(variables);
    }

    @Override
    int run(BatonSettings settings, SettingsFile file) {
        Signals signals = new Signals();
        try (signals;
                ConfigurableApplicationContext context = BatonApplication.start(settings)) {
            say("baton serves " + String.join(", ", settings.routes().keySet()) + " on "
                    + BatonApplication.urlOf(context));
            serve(context.getBean(Gateway.class), file, signals);
        } catch (PortInUseException taken) {
            complain("baton.server.port: " + taken.getPort() + " is in use (expected: a free port)");
            return 1;
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        }
        return signals.exitCode();
    }

    private static void serve(Gateway gateway, SettingsFile file, Signals signals) throws InterruptedException {
        try (ConfigurationWatch watch = new ConfigurationWatch(file, gateway)) {
            signals.await(gateway::endNow, watch::reread);
        }
    }
}
