package dev.baton.dialect.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import dev.baton.dialect.openai.Chunks;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    /** What sequences begin and go on with, and the neighbours that do not belong there. */
    private static final int[] EDGES = {
        0x00, 0x61, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
        0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFE, 0xFF
    };

    @Test
    void agreesWithTheJdkOnEveryFourBytesThatMatter() {
        byte[] bytes = new byte[12];
        for (int a : EDGES) {
            for (int b : EDGES) {
                for (int c : EDGES) {
                    for (int d : EDGES) {
                        ByteBuffer.wrap(bytes, 6, 4)
                                .put((byte) a)
                                .put((byte) b)
                                .put((byte) c)
                                .put((byte) d);
                        check(bytes);
                    }
                }
            }
        }
    }

    @Test
    void agreesWithTheJdkWhereverATextIsSpoiled() {
        Seeds.forEach(getClass(), 20_000, seed -> {
            Random random = new Random(seed);
            byte[] text = Chunks.utf8("{\"zoë\":\"灯台 🦀 plain words of ASCII\"}".repeat(1 + random.nextInt(2)));
            check(text);
            text[random.nextInt(text.length)] = (byte) EDGES[random.nextInt(EDGES.length)];
            check(text);
        });
    }

    private static void check(byte[] bytes) {
        if (Utf8.isValid(bytes) != Payloads.text(bytes).isPresent()) {
            assertThat(Utf8.isValid(bytes))
                    .as("%s", bytes)
                    .isEqualTo(Payloads.text(bytes).isPresent());
        }
    }
}
