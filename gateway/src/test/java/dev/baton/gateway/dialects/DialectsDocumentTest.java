package dev.baton.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/dialects.md says what the code does. */
class DialectsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/dialects.md");

    @Test
    void theDocumentIsWhatTheCodeDoes() throws IOException {
        String text = DialectsDocument.text();
        if (Boolean.getBoolean("baton.write")) {
            Files.writeString(DOCUMENT, text);
        }

        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as("docs/dialects.md; to write it anew: mvn -pl gateway -am test -Dtest=DialectsDocumentTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dbaton.write=true")
                .isEqualTo(text);
    }
}
