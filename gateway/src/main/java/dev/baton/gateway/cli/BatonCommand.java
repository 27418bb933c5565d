package dev.baton.gateway.cli;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The entry of the program; the work is done by its subcommands. */
@Command(
        name = "baton",
        description = "An LLM gateway that never drops a stream.",
        mixinStandardHelpOptions = true,
        versionProvider = BatonCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class BatonCommand {

    /** Runs one command; the exit code is 0 for success, 1 for a failure and 2 for a call that makes no sense. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System::getenv).execute(arguments));
    }

    /** All commands, with the environment that configurations may refer to. */
    static CommandLine commandLine(UnaryOperator<@Nullable String> variables) {
        return new CommandLine(new BatonCommand())
                .addSubcommand(new ServeCommand(variables))
                .addSubcommand(new CheckCommand(variables));
    }

    /** Says which build this is; the version stands in the manifest of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = BatonCommand.class.getPackage().getImplementationVersion();
            return new String[] {"baton " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
