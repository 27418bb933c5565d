package dev.baton.bench.contender;

import dev.baton.bench.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a contender is started into.
 *
 * @param folder its own, empty
 */
record Setup(Path folder, Ports ports) {

    /** Writes a file of the configuration. */
    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
