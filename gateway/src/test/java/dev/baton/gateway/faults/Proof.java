package dev.baton.gateway.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A test outside the matrix, in whatever module. */
record Proof(String testClass, String method) {

    /** Tests run in the folder of their module. */
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private static final List<Path> SOURCES = sources();

    private static List<Path> sources() {
        try (Stream<Path> all =
                Files.find(REPOSITORY, 16, (path, attributes) -> path.toString().endsWith("Test.java"))) {
            return all.filter(path -> path.toString().contains("/src/test/java/"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where its source is; empty when there is no such class. */
    List<Path> files() {
        return SOURCES.stream()
                .filter(path -> path.endsWith(testClass + ".java"))
                .toList();
    }

    /** Whether there is exactly one class of this name, and it has a test of this name. */
    boolean exists() {
        return files().size() == 1
                && lines().anyMatch(line -> line.matches(" {4,8}(void|Stream<\\w+>) " + method + "\\(.*"));
    }

    private Stream<String> lines() {
        try {
            return Files.readAllLines(files().getFirst()).stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The name of the test as the statement that it is. */
    String statement() {
        return method.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
