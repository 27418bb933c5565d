package dev.baton.bench.report;

import dev.baton.bench.process.Executables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the figures were measured on.
 *
 * @param memoryMb of the whole machine
 * @param fileLimit how many files and connections a process may have open
 */
public record Machine(
        String processor, int cores, long memoryMb, String kernel, String jdk, String compiler, long fileLimit) {

    private static final Pattern PROCESSOR = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s*(\\d+)");
    private static final Pattern FILES = Pattern.compile("(?m)^Max open files\\s+\\d+\\s+(\\d+)");

    /** The one that this runs on. */
    public static Machine here() throws InterruptedException {
        return new Machine(
                first(PROCESSOR, "/proc/cpuinfo", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(first(MEMORY, "/proc/meminfo", "0")) / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                Executables.find("cc").isPresent() ? Executables.firstLine("cc", "--version") : "unknown",
                Long.parseLong(first(FILES, "/proc/self/limits", "1024")));
    }

    private static String first(Pattern pattern, String file, String otherwise) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(Path.of(file)));
            return matcher.find() ? matcher.group(1).strip() : otherwise;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One line for each fact. */
    public List<String> lines() {
        return List.of(
                "processor: " + processor + ", " + cores + " cores",
                "memory: " + memoryMb + " MB",
                "kernel: " + kernel,
                "JDK: " + jdk,
                "C compiler: " + compiler,
                "open files: " + fileLimit);
    }
}
