package dev.baton.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/providers.md says what the code knows. */
class ProvidersDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/providers.md");

    @Test
    void theDocumentIsWhatTheCodeKnows() throws IOException {
        String text = ProvidersDocument.text();
        if (Boolean.getBoolean("baton.write")) {
            Files.writeString(DOCUMENT, text);
        }

        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as(
                        "docs/providers.md; to write it anew: mvn -pl core test -Dtest=ProvidersDocumentTest -Dbaton.write=true")
                .isEqualTo(text);
    }
}
