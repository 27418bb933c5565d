package dev.baton.gateway.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file that may change while it is in use. It is compared by what it contains, so it does not matter how it is
 * replaced: written in place, renamed, or reached through another link. Used by one thread at a time.
 */
public final class SettingsFile {
    private static final int MOST_BYTES = 1_000_000;

    /** What a look at the file has brought. */
    public sealed interface News {

        /** It says something else now. */
        record Changed(BatonSettings settings) implements News {}

        /** It says something that cannot be used. */
        record Broken(List<Problem> problems) implements News {}

        /** It says what it said before, or is just being written. */
        record Nothing() implements News {}
    }

    /** A file that cannot be read has problems in the place of a text, and is as old or new as they are. */
    private record Content(@Nullable String text, List<Problem> problems) {}

    private final Path path;
    private final SettingsReader reader;
    private @Nullable Content told;
    private @Nullable Content seen;

    public SettingsFile(Path path, SettingsReader reader) {
        this.path = path;
        this.reader = reader;
    }

    public Path path() {
        return path;
    }

    /**
     * Reads it for the first time; a file that is missing or cannot be read is a problem like any other.
     *
     * @throws ConfigurationProblems with everything that is wrong with it
     */
    public BatonSettings load() {
        seen = content();
        told = seen;
        return read(seen);
    }

    /**
     * What is new since the last news. A change is believed when two looks in a row have seen the same, because a file may be
     * found half written.
     */
    public News look() {
        Content now = content();
        boolean settled = now.equals(seen);
        seen = now;
        return settled && !now.equals(told) ? tell(now) : new News.Nothing();
    }

    /** What it says now, new or not: for when somebody knows that it is complete. */
    public News reread() {
        seen = content();
        return tell(seen);
    }

    private News tell(Content now) {
        told = now;
        try {
            return new News.Changed(read(now));
        } catch (ConfigurationProblems wrong) {
            return new News.Broken(wrong.problems());
        }
    }

    private BatonSettings read(Content content) {
        if (content.text() == null) {
            throw new ConfigurationProblems(content.problems());
        }
        return reader.readYaml(content.text());
    }

    private Content content() {
        try {
            return new Content(text(path), List.of());
        } catch (ConfigurationProblems unreadable) {
            return new Content(null, unreadable.problems());
        }
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw problem(file, "more than 1 MB", "a configuration file");
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (NoSuchFileException missing) {
            throw problem(file, "no such file", "a configuration file; --config names another one");
        } catch (CharacterCodingException malformed) {
            throw problem(file, "bytes that are not UTF-8", "a text file in UTF-8");
        } catch (IOException unreadable) {
            throw problem(file, "a file that cannot be read", "a readable text file");
        }
    }

    private static ConfigurationProblems problem(Path file, String found, String expected) {
        return new ConfigurationProblems(new Problem(file.toString(), found, expected));
    }
}
