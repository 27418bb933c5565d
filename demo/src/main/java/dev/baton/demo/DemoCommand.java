package dev.baton.demo;

import dev.baton.testkit.ProviderCommand;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the demo until the process is told to end. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Two scripted providers and the gateway: watch an answer survive the death of its provider.")
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Of the gateway, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--die-after",
            paramLabel = "TOKENS",
            description = "How many tokens server-b says before it dies (default: ${DEFAULT-VALUE}).")
    private int dieAfter = 23;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The commands that need scripted providers; those of the product are in the gateway. */
    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(CommandSpec.create().name("baton"))
                .addSubcommand(new DemoCommand())
                .addSubcommand(new ProviderCommand())
                .addSubcommand(new RehearseCommand());
        commands.setParameterExceptionHandler(DemoCommand::complain);
        System.exit(commands.execute(arguments));
    }

    private static int complain(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(wrong.getMessage());
        command.getErr().println("Try: ./baton " + command.getCommandName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Demo demo = Demo.start(port, dieAfter, out)) {
            demo.introduce();
            Thread.currentThread().join();
        } catch (PortInUseException taken) {
            spec.commandLine()
                    .getErr()
                    .println("Port " + taken.getPort() + " is in use (expected: a free one; try --port 0).");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }
}
