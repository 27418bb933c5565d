package dev.baton.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final Journal journal = new Journal(Path.of("/tmp/baton-bench-17"));

    @Test
    void showsNoFolderOfThisMachine() {
        journal.note(List.of("/home/me/baton/baton", "serve", "--config", "/tmp/baton-bench-17/baton-4711/baton.yaml"));

        assertThat(journal.commands()).containsExactly("baton serve --config …/baton/baton.yaml");
    }

    @Test
    void keepsEachCommandOnce() {
        journal.note(List.of("/a/sseload", "--header", "a: b"));
        journal.note(List.of("/a/sseload", "--header", "a: b"));
        journal.note(List.of());

        assertThat(journal.commands()).containsExactly("sseload --header 'a: b'");
    }
}
