package dev.baton.bench.load;

import dev.baton.bench.process.Child;
import dev.baton.bench.process.Executables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The two programs in C. */
public record Tools(Path upstream, Path sseload) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /**
     * Builds what is missing or old.
     *
     * @param sources the folder with the sources and their Makefile
     * @throws IllegalStateException when there is no make, no compiler, or they fail
     */
    public static Tools build(Path sources) throws InterruptedException {
        if (Executables.find("make").isEmpty()) {
            throw new IllegalStateException("make is not on the PATH (expected: make and a C compiler)");
        }
        Path folder = sources.resolve("target/tools");
        String said =
                Child.run(List.of("make", "-s", "-C", sources.toString(), "OUT=" + folder.toAbsolutePath()), LIMIT);
        Tools tools = new Tools(folder.resolve("upstream"), folder.resolve("sseload"));
        if (!Files.isExecutable(tools.upstream) || !Files.isExecutable(tools.sseload)) {
            throw new IllegalStateException("the load generator could not be built:\n" + said);
        }
        return tools;
    }
}
