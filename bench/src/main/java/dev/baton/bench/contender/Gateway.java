package dev.baton.bench.contender;

import dev.baton.bench.load.Address;
import dev.baton.bench.process.Child;
import dev.baton.bench.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A contender that runs and answers. */
public final class Gateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(3);

    private final Contender contender;
    private final Address address;
    private final @Nullable Child process;
    private final Duration startUp;

    private Gateway(Contender contender, Address address, @Nullable Child process, Duration startUp) {
        this.contender = contender;
        this.address = address;
        this.process = process;
        this.startUp = startUp;
    }

    /**
     * Starts a contender and waits for its first answer. The mock of server B must run.
     *
     * @param work where a folder for its configuration and its log is made
     * @throws IllegalStateException when it ends, or gives no answer within two minutes
     */
    public static Gateway start(Contender contender, Ports ports, Path work) throws InterruptedException {
        Path folder = folder(work, contender.name());
        Address address = contender.address(ports);
        Optional<Launch> launch = contender.launch(new Setup(folder, ports));
        if (launch.isEmpty()) {
            return new Gateway(contender, address, null, Duration.ZERO);
        }
        long began = System.nanoTime();
        Child process = Child.start(launch.get().command(), launch.get().environment(), folder.resolve("output.log"));
        try {
            Knock knock = new Knock(address);
            while (!knock.isAnswered()) {
                if (process.endsWithin(PAUSE)) {
                    throw process.failure(contender.name() + " ended with code " + process.exitCode());
                }
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw process.failure(contender.name() + " gives no answer");
                }
            }
        } catch (RuntimeException | InterruptedException failed) {
            process.close();
            throw failed;
        }
        return new Gateway(contender, address, process, Duration.ofNanos(System.nanoTime() - began));
    }

    private static Path folder(Path work, String name) {
        try {
            // A server that gives up being root must still be able to read what is in there.
            return Files.createTempDirectory(
                    work,
                    name + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Contender contender() {
        return contender;
    }

    public Address address() {
        return address;
    }

    /** The same route with little patience, of {@link Contender#IMPATIENCE} for each token. */
    public Address impatientAddress() {
        return new Address(address.port(), "impatient", address.headers());
    }

    /** How it was started; empty for what needs no start. */
    public List<String> command() {
        return process == null ? List.of() : process.command();
    }

    /** From its start to the first 200 through it; empty for what needs no start. */
    public Optional<Duration> startUp() {
        return process == null ? Optional.empty() : Optional.of(startUp);
    }

    /** The processes that do the work. */
    public List<Long> pids() {
        return process == null ? List.of() : process.pids();
    }

    /** The one of them that is a JVM; fails where there is none or several. */
    public long javaPid() {
        List<Long> machines = pids().stream().filter(Gateway::isJvm).toList();
        if (machines.size() != 1) {
            throw new IllegalStateException(contender.name() + " has " + machines.size() + " JVMs (expected: one)");
        }
        return machines.getFirst();
    }

    private static boolean isJvm(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("/java"))
                .isPresent();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
