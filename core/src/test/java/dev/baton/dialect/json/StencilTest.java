package dev.baton.dialect.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dialect.json.Stencil.Hole;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StencilTest {

    /** {@code {"a":"…","b":1,"c":"…"}} */
    private static final byte[] SAMPLE = "{\"a\":\"one\",\"b\":1,\"c\":\"p\"}".getBytes(UTF_8);

    private static final Hole A = new Hole(6, 9);
    private static final Hole C = new Hole(22, 23);
    private static final Stencil STENCIL = new Stencil(SAMPLE, A, List.of(A, C));

    private static @Nullable String wantedOf(String json) {
        return STENCIL.wantedOf(json.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "x", "a much longer text than before", "né", "😀", " ", "{}[]:,"})
    void knowsATextByWhatStandsAroundIt(String text) {
        assertThat(wantedOf("{\"a\":\"" + text + "\",\"b\":1,\"c\":\"p\"}")).isEqualTo(text);
        assertThat(wantedOf("{\"a\":\"" + text + "\",\"b\":1,\"c\":\"\"}")).isEqualTo(text);
        assertThat(wantedOf("{\"a\":\"" + text + "\",\"b\":1,\"c\":\"other\"}")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":\"",
                "{\"a\":\"one",
                "{\"a\":\"one\"",
                "{\"a\":\"one\",\"b\":1,\"c\":\"p\"",
                "{\"a\":\"one\",\"b\":1,\"c\":\"p\"} ",
                "{\"a\":\"one\",\"b\":2,\"c\":\"p\"}",
                "{\"A\":\"one\",\"b\":1,\"c\":\"p\"}",
                "{\"a\":\"one\",\"b\":1,\"c\":\"p\",\"d\":1}",
                "{\"a\":\"\",\"b\":1,\"c\":\"p\"}",
                "{\"a\":\"\\n\",\"b\":1,\"c\":\"p\"}",
                "{\"a\":\"\n\",\"b\":1,\"c\":\"p\"}",
                "{\"a\":\"one\",\"b\":1,\"c\":\"\\\"\"}",
                "{\"a\":\"one\",\"b\":1,\"c\":\"é\"}",
                "{\"a\":\"\uFFFD\",\"b\":1,\"c\":\"p\"}"
            })
    void leavesAllElseToAParser(String json) {
        assertThat(wantedOf(json)).isNull();
    }

    @Test
    void ignoresStringsThatStandBeforeTheText() {
        Stencil other = new Stencil(SAMPLE, C, List.of(A, C));

        assertThat(other.wantedOf("{\"a\":\"\",\"b\":1,\"c\":\"né\"}".getBytes(UTF_8)))
                .isEqualTo("né");
        assertThat(other.wantedOf("{\"a\":\"é\",\"b\":1,\"c\":\"n\"}".getBytes(UTF_8)))
                .isNull();
    }

    @Test
    void leavesWhatIsNotUtf8ToAParser() {
        assertThat(STENCIL.wantedOf("{\"a\":\"\u00e9\",\"b\":1,\"c\":\"p\"}".getBytes(ISO_8859_1)))
                .isNull();
        assertThat(STENCIL.wantedOf("{\"a\":\"one\",\"b\":1,\"c\":\"\u00e9\"}".getBytes(ISO_8859_1)))
                .isNull();
    }
}
