package dev.baton.dialect.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StencilTest {

    /** {@code {"a":"…","b":1,"c":"…"}} */
    private static final Stencil STENCIL =
            new Stencil("{\"a\":\"one\",\"b\":1,\"c\":\"p\"}".getBytes(UTF_8), 6, 9, 22, 23);

    private static @Nullable String firstOf(String json) {
        return STENCIL.firstOf(json.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "x", "a much longer text than before", "né", "😀", " ", "{}[]:,"})
    void knowsATextByWhatStandsAroundIt(String text) {
        assertThat(firstOf("{\"a\":\"" + text + "\",\"b\":1,\"c\":\"p\"}")).isEqualTo(text);
        assertThat(firstOf("{\"a\":\"" + text + "\",\"b\":1,\"c\":\"\"}")).isEqualTo(text);
        assertThat(firstOf("{\"a\":\"" + text + "\",\"b\":1,\"c\":\"other\"}")).isEqualTo(text);
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
        assertThat(firstOf(json)).isNull();
    }

    @Test
    void leavesWhatIsNotUtf8ToAParser() {
        assertThat(STENCIL.firstOf("{\"a\":\"\u00e9\",\"b\":1,\"c\":\"p\"}".getBytes(ISO_8859_1)))
                .isNull();
        assertThat(STENCIL.firstOf("{\"a\":\"one\",\"b\":1,\"c\":\"\u00e9\"}".getBytes(ISO_8859_1)))
                .isNull();
    }
}
