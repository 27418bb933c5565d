package dev.baton.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.gateway.settings.SettingsFile.News;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsFileTest {
    private static final News NOTHING = new News.Nothing();

    @TempDir
    private Path folder;

    private Path path;
    private SettingsFile file;

    @BeforeEach
    void load() throws IOException {
        path = Files.writeString(folder.resolve("baton.yaml"), yaml("chat"));
        file = file(path);
    }

    @Test
    void hasNoNewsOfWhatIsLoaded() throws IOException {
        Files.writeString(path, yaml("chat"));

        assertThat(file.look()).isEqualTo(NOTHING);
        assertThat(file.look()).isEqualTo(NOTHING);
    }

    @Test
    void believesAChangeThatItHasSeenTwiceAndTellsItOnce() throws IOException {
        Files.writeString(path, yaml("code"));

        assertThat(file.look()).isEqualTo(NOTHING);
        assertThat(file.look()).isEqualTo(changedTo("code"));
        assertThat(file.look()).isEqualTo(NOTHING);
    }

    @Test
    void leavesAFileAloneThatIsBeingWritten() throws IOException {
        String whole = yaml("code");
        for (int length = 0; length < whole.length(); length += 10) {
            Files.writeString(path, whole.substring(0, length));
            assertThat(file.look()).isEqualTo(NOTHING);
        }
        Files.writeString(path, whole);

        assertThat(file.look()).isEqualTo(NOTHING);
        assertThat(file.look()).isEqualTo(changedTo("code"));
    }

    @Test
    void seesAFileThatAnEditorPutInItsPlace() throws IOException {
        Path written = Files.writeString(folder.resolve("baton.yaml.swp"), yaml("code"));
        Files.move(written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        file.look();
        assertThat(file.look()).isEqualTo(changedTo("code"));
    }

    /** A ConfigMap is mounted as a link to a link to a folder, and it is the middle link that is replaced. */
    @Test
    void seesThatALinkOnTheWayLeadsElsewhere() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("..1")).resolve("mounted.yaml"), yaml("chat"));
        Files.writeString(Files.createDirectory(folder.resolve("..2")).resolve("mounted.yaml"), yaml("code"));
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        Path mounted = Files.createSymbolicLink(folder.resolve("mounted.yaml"), Path.of("..data", "mounted.yaml"));
        SettingsFile linked = file(mounted);

        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
        Files.move(next, data, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        linked.look();
        assertThat(linked.look()).isEqualTo(changedTo("code"));
    }

    @Test
    void tellsOncePerContentWhatIsWrong() throws IOException {
        Files.writeString(path, "baton: { modles: {} }");
        file.look();

        assertThat(file.look())
                .isInstanceOfSatisfying(
                        News.Broken.class,
                        broken -> assertThat(broken.problems().getFirst().toString())
                                .contains("did you mean models?"));
        assertThat(file.look()).isEqualTo(NOTHING);

        Files.writeString(path, "baton: { modes: {} }");
        file.look();
        assertThat(file.look()).isInstanceOf(News.Broken.class);
    }

    @Test
    void tellsThatItIsMendedAlsoWhenItIsWhatItWas() throws IOException {
        Files.delete(path);
        file.look();
        assertThat(file.look())
                .isInstanceOfSatisfying(
                        News.Broken.class,
                        broken -> assertThat(broken.problems())
                                .containsExactly(new Problem(
                                        path.toString(),
                                        "no such file",
                                        "a configuration file; --config names another one")));

        Files.writeString(path, yaml("chat"));
        file.look();
        assertThat(file.look()).isEqualTo(changedTo("chat"));
    }

    @Test
    void readsAgainAtOnceWhenTold() throws IOException {
        assertThat(file.reread()).isEqualTo(changedTo("chat"));

        Files.writeString(path, yaml("code"));
        assertThat(file.reread()).isEqualTo(changedTo("code"));
        assertThat(file.look()).isEqualTo(NOTHING);
    }

    @Test
    void loadsNothingThatHasProblems() throws IOException {
        Files.writeString(path, "baton: { modles: {} }");

        assertThatThrownBy(() -> file(path)).isInstanceOf(ConfigurationProblems.class);
    }

    private static SettingsFile file(Path path) {
        SettingsFile file = new SettingsFile(path, new SettingsReader(name -> null));
        file.load();
        return file;
    }

    private static News changedTo(String model) {
        return new News.Changed(new SettingsReader(name -> null).readYaml(yaml(model)));
    }

    private static String yaml(String model) {
        return """
                baton:
                  providers: { server-b: { base-url: "http://127.0.0.1:9/v1" } }
                  models: { %s: { targets: [server-b/gpt-x] } }
                """.formatted(model);
    }
}
