package dev.baton.dialect.sse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Whatever the bytes and wherever they are cut, the decoder reads what the reference reads. */
class SseDecoderFuzzTest {

    private static final SseLimits TIGHT = new SseLimits(24, 12);

    @FuzzTest
    void readsWhatTheReferenceReadsHoweverTheStreamIsCut(byte[] stream) {
        check(SseLimits.DEFAULT, stream);
        check(TIGHT, stream);
    }

    private static void check(SseLimits limits, byte[] stream) {
        List<String> expected = ReferenceDecoder.read(limits, new String(stream, StandardCharsets.ISO_8859_1));

        assertThat(Recording.of(limits, List.of(stream))).isEqualTo(expected);
        assertThat(Recording.of(limits, pieces(stream, 1))).isEqualTo(expected);
        assertThat(Recording.of(limits, pieces(stream, 7))).isEqualTo(expected);
    }

    private static List<byte[]> pieces(byte[] stream, int length) {
        return IntStream.iterate(0, from -> from < stream.length, from -> from + length)
                .mapToObj(from -> Arrays.copyOfRange(stream, from, Math.min(stream.length, from + length)))
                .toList();
    }
}
