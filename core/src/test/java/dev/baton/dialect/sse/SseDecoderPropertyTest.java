package dev.baton.dialect.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SseDecoderPropertyTest {

    private static final String BOM = "\u00EF\u00BB\u00BF";

    /** One character is one byte; the last ones are the letters é and € in UTF-8, whole and broken. */
    private static final List<String> ALPHABET = List.of(
            "\r",
            "\n",
            "\r\n",
            "\n\n",
            ":",
            " ",
            "a",
            "\0",
            "data",
            "data:",
            "data: ",
            "event",
            "event: ",
            "id",
            "retry: 1",
            "{",
            "[",
            "}",
            " \"a\": 1",
            BOM,
            "\u00EF",
            "\u00BB",
            "\u00BF",
            "\u00C3\u00A9",
            "\u00E2\u0082\u00AC",
            "\u00E2",
            "a long run of text ");

    private static final SseLimits TIGHT = new SseLimits(24, 12);

    @Test
    void readsWhatTheReferenceReadsHoweverTheStreamIsCut() {
        Seeds.forEachInParallel(getClass(), 3_000_000, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            SseLimits limits = random.nextInt(4) == 0 ? TIGHT : SseLimits.DEFAULT;
            String stream = stream(random);

            List<String> found = Recording.of(limits, pieces(stream, random));

            List<String> expected = ReferenceDecoder.read(limits, stream);
            if (!found.equals(expected)) {
                assertThat(found).as("from %s", escaped(stream)).isEqualTo(expected);
            }
        });
    }

    private static String stream(SplittableRandom random) {
        StringBuilder stream = new StringBuilder(random.nextInt(4) == 0 ? BOM : "");
        for (int parts = random.nextInt(30); parts > 0; parts--) {
            stream.append(ALPHABET.get(random.nextInt(ALPHABET.size())));
        }
        return stream.toString();
    }

    private static List<byte[]> pieces(String stream, SplittableRandom random) {
        byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
        int longest = 1 + random.nextInt(bytes.length + 1);
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + random.nextInt(longest + 1));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }

    private static String escaped(String stream) {
        return stream.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
    }
}
