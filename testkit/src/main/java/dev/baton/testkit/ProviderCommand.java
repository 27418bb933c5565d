package dev.baton.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A scripted provider as a command; runs until the process ends or the thread is interrupted. */
@Command(
        name = "provider",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Runs a provider that answers from a script and fails on demand. It speaks the protocol that it is asked in: as a",
            "base-url, take the one it prints for OpenAI and Responses, and the same without /v1 for all others."
        },
        abbreviateSynopsis = true,
        footer = {
            "",
            "While it runs, the same flags change its script:",
            "  curl localhost:9001/_control",
            "  curl localhost:9001/_control/script -d '{\"die-after\": 12}'",
            "  curl localhost:9001/_control/release?tokens=3 -d ''",
            "  curl localhost:9001/_control/reset -d ''"
        })
public final class ProviderCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(names = "--port", paramLabel = "PORT", description = "0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = 9001;

    @Option(names = "--address", paramLabel = "HOST", description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String address = "127.0.0.1";

    @Option(names = "--name", paramLabel = "NAME", description = "Its name (default: ${DEFAULT-VALUE}).")
    private String name = "provider";

    @Option(names = "--text-file", paramLabel = "FILE", description = "A file whose text is the answer.")
    private @Nullable Path textFile;

    @Mixin
    private ScriptFlags flags = new ScriptFlags();

    /** For picocli, as a command or a subcommand. */
    public ProviderCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        // The whole help after an error would push the error off the screen.
        return new CommandLine(new ProviderCommand()).setParameterExceptionHandler((wrong, arguments) -> {
            wrong.getCommandLine()
                    .getErr()
                    .println(wrong.getMessage() + System.lineSeparator() + "See provider --help");
            return CommandLine.ExitCode.USAGE;
        });
    }

    @Override
    public Integer call() {
        Script script = script();
        try (ScriptedProvider provider = start()) {
            provider.answers(script);
            spec.commandLine().getOut().println(name + " listens on " + provider.url());
            spec.commandLine().getOut().flush();
            provider.awaitClosed();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return CommandLine.ExitCode.OK;
    }

    private Script script() {
        try {
            Script script = flags.script();
            return textFile == null ? script : script.withText(Files.readString(textFile));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw wrong("--text-file", String.valueOf(textFile), "a readable text in UTF-8", unreadable);
        }
    }

    private ScriptedProvider start() {
        if (port < 0 || port > 65535) {
            throw new ParameterException(spec.commandLine(), "--port: " + port + " (expected: 0 to 65535)");
        }
        try {
            return ScriptedProvider.start(name, new InetSocketAddress(InetAddress.getAllByName(address)[0], port));
        } catch (IOException unknown) {
            throw wrong("--address", address, "an address of this machine", unknown);
        } catch (UncheckedIOException taken) {
            throw wrong("--port", Integer.toString(port), "a port that is free at " + address, taken);
        }
    }

    private ParameterException wrong(String flag, String found, String expected, Exception cause) {
        return new ParameterException(spec.commandLine(), flag + ": " + found + " (expected: " + expected + ")", cause);
    }
}
