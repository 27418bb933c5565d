package dev.baton.gateway.cli;

import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.SettingsFile;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Validates a configuration and says what it means. */
@Command(
        name = "check",
        description = "Validates the configuration and says what each route would do.",
        mixinStandardHelpOptions = true)
final class CheckCommand extends ConfiguredCommand {

    CheckCommand(UnaryOperator<@Nullable String> variables) {
        super(variables);
    }

    @Override
    int run(BatonSettings settings, SettingsFile file) {
        say(file.path() + ": no problems");
        CheckReport.of(settings).forEach(this::say);
        return 0;
    }
}
