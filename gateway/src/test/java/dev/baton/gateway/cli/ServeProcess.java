package dev.baton.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code baton serve} in a process of its own, and the signals that it gets. */
final class ServeProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private ServeProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    /** Starts it; it serves when this returns. */
    static ServeProcess start(Path configuration) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BatonCommand.class.getName(),
                        "serve",
                        "--config",
                        configuration.toString())
                .redirectErrorStream(true)
                .start();
        ServeProcess serving = new ServeProcess(process);
        serving.await(line -> line.startsWith("baton serves "));
        return serving;
    }

    private void listen() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                take(line);
            }
        } catch (IOException ended) {
            take("(" + ended + ")");
        }
    }

    private synchronized void take(String line) {
        lines.add(line);
        notifyAll();
    }

    /** Everything that it has said so far. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits until it has said such a line, which is returned. */
    synchronized String await(Predicate<String> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lines.stream().noneMatch(wanted)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("it said only:\n" + String.join("\n", lines));
            }
            pause(left);
        }
        return lines.stream().filter(wanted).findFirst().orElseThrow();
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
    }

    int port() {
        String line = await(said -> said.startsWith("baton serves "));
        return Integer.parseInt(line.replaceFirst(".*:(\\d+)/v1$", "$1"));
    }

    /** Sends it a signal, such as {@code TERM}. */
    void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit code, within this time. */
    int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it still runs; it said:\n" + String.join("\n", lines()));
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }
}
