package dev.baton.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private static final ApiKey KEY = new ApiKey("sk-$1(b+/=)");

    @Test
    void neverShowsItself() {
        assertThat(KEY).hasToString("ApiKey[redacted]");
    }

    @Test
    void isRemovedWhereverItIsRepeated() {
        byte[] text = "Bearer sk-$1(b+/=): für sk-$1(b+/=)sk-$1(b+/=) 漢".getBytes(UTF_8);

        assertThat(new String(KEY.removedFrom(text), UTF_8)).isEqualTo("Bearer [redacted]: für [redacted][redacted] 漢");
    }

    @Test
    void leavesOtherBytesAsTheyAreWhateverTheirEncoding() {
        byte[] text = "caf\u00e9 sk-$1(b+/= sk-...".getBytes(ISO_8859_1);

        assertThat(KEY.removedFrom(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EMPTY", "ollama", "error"})
    void thatStandsInForNoneIsNoSecret(String word) {
        byte[] text = ("{\"error\":\"" + word + "\"}").getBytes(UTF_8);

        assertThat(new ApiKey(word).removedFrom(text)).isSameAs(text);
    }
}
