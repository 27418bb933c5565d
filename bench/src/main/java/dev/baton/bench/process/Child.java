package dev.baton.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process of ours, with all that it starts itself. It ends with {@link #close}, and at the latest with this program,
 * also when that is interrupted.
 */
public final class Child implements AutoCloseable {

    private static final Set<Child> ALIVE = ConcurrentHashMap.newKeySet();
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int MOST_COMPLAINT = 2000;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Child::endAll, "bench-cleanup"));
    }

    /** Whether this program is ending; guarded by {@link #ALIVE}. */
    private static boolean ending;

    private final Process process;
    private final List<String> command;
    private final Path output;

    private Child(Process process, List<String> command, Path output) {
        this.process = process;
        this.command = List.copyOf(command);
        this.output = output;
    }

    /**
     * Starts a process.
     *
     * @param environment added to ours
     * @param output takes both of its outputs, from the beginning of the file
     */
    public static Child start(List<String> command, Map<String, String> environment, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        synchronized (ALIVE) {
            // While an interrupted program ends, its main thread still goes on to the next process.
            if (ending) {
                throw new IllegalStateException("nothing is started any more");
            }
            try {
                Child child = new Child(builder.start(), command, output);
                ALIVE.add(child);
                return child;
            } catch (IOException impossible) {
                throw new UncheckedIOException(String.join(" ", command), impossible);
            }
        }
    }

    private static void endAll() {
        synchronized (ALIVE) {
            ending = true;
        }
        ALIVE.forEach(Child::close);
    }

    /**
     * Runs a process to its end, whatever its exit code.
     *
     * @return what it wrote to both outputs
     * @throws IllegalStateException when it takes longer than allowed
     */
    public static String run(List<String> command, Duration limit) throws InterruptedException {
        Path output = temporaryFile();
        try (Child child = start(command, Map.of(), output)) {
            if (!child.endsWithin(limit)) {
                throw new IllegalStateException(command.getFirst() + ": not done in " + limit.toSeconds() + " s");
            }
            return child.output();
        } finally {
            output.toFile().delete();
        }
    }

    private static Path temporaryFile() {
        try {
            Path file = Files.createTempFile("baton-bench-", ".out");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public List<String> command() {
        return command;
    }

    /** The process and everything it has started that still runs. */
    public List<Long> pids() {
        return handles().map(ProcessHandle::pid).toList();
    }

    private Stream<ProcessHandle> handles() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    public boolean endsWithin(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    public int exitCode() {
        return process.exitValue();
    }

    /** What it has written so far. */
    public String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A failure of this process, with its command and its last words. */
    public IllegalStateException failure(String what) {
        String words = output();
        return new IllegalStateException(what + ": " + String.join(" ", command) + "\n"
                + words.substring(Math.max(0, words.length() - MOST_COMPLAINT)));
    }

    /** Asks it to end, and after five seconds ends it. What it started itself ends with it. */
    @Override
    public void close() {
        // Those who lose their parent are no longer its descendants: remembered before it goes.
        List<ProcessHandle> all = handles().toList();
        process.destroy();
        try {
            if (!endsWithin(GRACE)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        ALIVE.remove(this);
    }
}
