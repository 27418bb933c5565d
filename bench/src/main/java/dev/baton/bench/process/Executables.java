package dev.baton.bench.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Programs that are installed here. */
public final class Executables {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Executables() {}

    /** Where a program is: on the PATH, or where systems keep servers out of the PATH of their users. */
    public static Optional<Path> find(String name) {
        String path = System.getenv("PATH");
        List<String> folders = new ArrayList<>();
        Collections.addAll(folders, (path == null ? "" : path).split(File.pathSeparator, -1));
        folders.addAll(List.of("/usr/sbin", "/usr/local/sbin"));
        return folders.stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first line of what a command says. */
    public static String firstLine(String... command) throws InterruptedException {
        return Child.run(List.of(command), LIMIT)
                .lines()
                .findFirst()
                .orElse("unknown")
                .strip();
    }

    /** The last line of what a command says that is not blank: some warn of this and that before they tell a version. */
    public static String lastLine(String... command) throws InterruptedException {
        return Child.run(List.of(command), LIMIT)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .orElse("unknown")
                .strip();
    }
}
