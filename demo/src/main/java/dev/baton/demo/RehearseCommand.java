package dev.baton.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** What {@code ./baton} lets a gateway do once after it was built, so that the JDK can note what a start needs. */
@Command(name = "rehearse", hidden = true, description = "Runs a gateway through what clients ask of it, and ends it.")
final class RehearseCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "WORD", description = "The command that runs the gateway's program.")
    private List<String> program = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.start(program)) {
            rehearsal.askEverything();
            rehearsal.end();
            return ExitCode.OK;
        }
    }
}
