package dev.baton.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks into another JVM of this user that was started with {@link #OPTIONS}, by the JDK's own {@code jcmd} and by {@code /proc}.
 *
 * @param pid of the JVM
 */
public record JvmProbe(long pid) {

    /** Has the JVM tell what it holds outside the heap. */
    public static final String OPTIONS = "-XX:NativeMemoryTracking=summary";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The last line of the histogram of live objects: how many, and how many bytes. */
    private static final Pattern LIVE = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    /** Direct buffers, whichever way they were allocated, and nothing of the JVM's own. */
    private static final Pattern BUFFERS = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

    /** Has the collector run, and looks. */
    public Vitals vitals() throws IOException, InterruptedException {
        // Twice: what the first collection finds unreachable may hold buffers that are freed behind it.
        ask("GC.run");
        ask("GC.run");
        return new Vitals(
                entries("fd"),
                entries("task"),
                number(LIVE, ask("GC.class_histogram")) / 1024,
                number(BUFFERS, ask("VM.native_memory", "summary")));
    }

    private String ask(String... command) throws InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return Child.run(
                Stream.concat(Stream.of(jcmd, Long.toString(pid)), Stream.of(command))
                        .toList(),
                LIMIT);
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException(
                    "jcmd says: " + text.lines().findFirst().orElse("nothing"));
        }
        return Long.parseLong(found.group(1));
    }

    private long entries(String kind) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), kind))) {
            return entries.count();
        }
    }
}
