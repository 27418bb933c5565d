package dev.baton.dialect.sse;

import static dev.baton.dialect.sse.Recording.COMMENT;
import static dev.baton.dialect.sse.Recording.CUT;
import static dev.baton.dialect.sse.Recording.event;
import static dev.baton.dialect.sse.Recording.exceeded;
import static dev.baton.dialect.sse.Recording.stray;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.dialect.sse.SseLimitExceeded.Limit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SseDecoderTest {

    private static final SseLimits SMALL = new SseLimits(20, 10);

    /** What a stream means, its text with one character for each byte. */
    record Vector(String about, SseLimits limits, String stream, List<String> meaning) {
        static Vector of(String about, String stream, String... meaning) {
            return new Vector(about, SseLimits.DEFAULT, stream, List.of(meaning));
        }

        static Vector limited(String about, String stream, String... meaning) {
            return new Vector(about, SMALL, stream, List.of(meaning));
        }

        @Override
        public String toString() {
            return about;
        }
    }

    static Stream<Vector> vectors() {
        return Stream.of(
                Vector.of("an empty stream", ""),
                Vector.of("one event", "data: a\n\n", event(null, "a")),
                Vector.of("a named event", "event: add\ndata: 73857293\n\n", event("add", "73857293")),
                Vector.of("the name behind the data", "data: a\nevent: late\n\n", event("late", "a")),
                Vector.of("the last of two names", "event: a\nevent: b\ndata: c\n\n", event("b", "c")),
                Vector.of("an empty name is none", "event: a\nevent\ndata: c\n\n", event(null, "c")),
                Vector.of("a name in UTF-8", "event: \u00C3\u00A9\ndata: c\n\n", event("\u00E9", "c")),
                Vector.of("data of three lines", "data: YHOO\ndata: +2\ndata: 10\n\n", event(null, "YHOO\n+2\n10")),
                Vector.of(
                        "the four blocks of the standard's second example",
                        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
                        COMMENT,
                        event(null, "first event"),
                        event(null, "second event"),
                        CUT),
                Vector.of(
                        "the standard's example of empty data",
                        "data\n\ndata\ndata\n\ndata:",
                        event(null, ""),
                        event(null, "\n"),
                        CUT),
                Vector.of(
                        "one blank is removed, or none",
                        "data:test\n\ndata: test\n\n",
                        event(null, "test"),
                        event(null, "test")),
                Vector.of("only a blank is removed", "data:\ttest\n\n", event(null, "\ttest")),
                Vector.of("colons in the value", "data: a:b: c\n\n", event(null, "a:b: c")),
                Vector.of("CR alone", "data: a\rdata: b\r\r", event(null, "a\nb")),
                Vector.of("CRLF", "data: a\r\ndata: b\r\n\r\n", event(null, "a\nb")),
                Vector.of(
                        "all ends of line, mixed",
                        "data: a\rdata: b\r\ndata: c\n\rdata: d\n\n",
                        event(null, "a\nb\nc"),
                        event(null, "d")),
                Vector.of("LF before CR is two ends", "data: a\n\r", event(null, "a")),
                Vector.of("CR, CRLF is two ends", "data: a\r\r\n", event(null, "a")),
                Vector.of("a leading BOM is dropped", "\u00EF\u00BB\u00BFdata: a\n\n", event(null, "a")),
                Vector.of(
                        "a second BOM is not",
                        "\u00EF\u00BB\u00BF\u00EF\u00BB\u00BFdata: a\n\ndata: b\n\n",
                        event(null, "b")),
                Vector.of(
                        "a BOM in the middle is data",
                        "data: \u00EF\u00BB\u00BF\n\n",
                        event(null, "\u00EF\u00BB\u00BF")),
                Vector.of("half a BOM spoils its line", "\u00EF\u00BBdata: a\ndata: b\n\n", event(null, "b")),
                Vector.of("a stream of half a BOM", "\u00EF\u00BB"),
                Vector.of("a BOM before a comment", "\u00EF\u00BB\u00BF: ping\n", COMMENT),
                Vector.of(
                        "NUL and broken UTF-8 pass",
                        "data: \0\u00FF\u00E2\u0082\n\n",
                        event(null, "\0\u00FF\u00E2\u0082")),
                Vector.of("an empty line without data forgets the name", "event: a\n\ndata: b\n\n", event(null, "b")),
                Vector.of(
                        "unknown fields",
                        "id: 1\nretry: x\nfoo: bar\ndatax: 1\ndat: 2\nDATA: 3\n data: 4\ndata: a\n\n",
                        event(null, "a")),
                Vector.of(
                        "comments within an event",
                        "data: a\n:\n: b\ndata: c\n\n",
                        COMMENT,
                        COMMENT,
                        event(null, "a\nc")),
                Vector.of("an event without its empty line", "data: [DONE]\n", CUT),
                Vector.of("a name without data", "event: message_stop\n", CUT),
                Vector.of("a line without its end", "dat", CUT),
                Vector.of("a comment without its end", "data: a\n\n: ping", event(null, "a")),
                Vector.of(
                        "a stray object",
                        "data: a\n\n{\"error\": 1}\n\ndata: b\n\n",
                        event(null, "a"),
                        stray("{\"error\": 1}"),
                        event(null, "b")),
                Vector.of("a stray array", "[1]\r\n", stray("[1]")),
                Vector.of("a stray line at the end of the stream", "{\"error\": 1}", stray("{\"error\": 1}")),
                Vector.of(
                        "a stray object over several lines",
                        "[{\n  \"error\": {\n    \"code\": 503\n  }\n}]\n\n  \"a\": 1\ndata: b\n\n",
                        stray("[{"),
                        stray("  \"error\": {"),
                        stray("    \"code\": 503"),
                        stray("  }"),
                        stray("}]"),
                        event(null, "b")),
                Vector.of("a field ends the stray lines", "{\ndata: a\n}\n\n", stray("{"), event(null, "a")),
                Vector.of("an ignored field ends the stray lines", "{\nid: 1\n}\n\n{", stray("{"), stray("{")),
                Vector.limited("an event within the limit", "data: 3456789012345\n\n", event(null, "3456789012345")),
                Vector.limited("a line beyond the limit", "data: 01234567890123456\n\n", exceeded(Limit.EVENT_BYTES)),
                Vector.limited(
                        "a line without end beyond the limit", "data: 01234567890123456", exceeded(Limit.EVENT_BYTES)),
                Vector.limited(
                        "an event beyond the limit", "data: a\ndata: b\ndata: c\n\n", exceeded(Limit.EVENT_BYTES)),
                Vector.limited(
                        "comments within the limit",
                        ": 34567\n\ndata: a\n\n: 34567\n\n",
                        COMMENT,
                        event(null, "a"),
                        COMMENT),
                Vector.limited(
                        "comments beyond the limit", ": 34\n: 890\n", COMMENT, exceeded(Limit.COMMENT_RUN_BYTES)),
                Vector.limited(
                        "a comment without end beyond the limit", ": 345678901", exceeded(Limit.COMMENT_RUN_BYTES)),
                Vector.limited("empty lines beyond the limit", "\n".repeat(11), exceeded(Limit.COMMENT_RUN_BYTES)),
                Vector.limited(
                        "blocks without data beyond the limit",
                        "id: 1\n\nid: 2\n\n",
                        exceeded(Limit.COMMENT_RUN_BYTES)),
                Vector.limited(
                        "stray lines that were delivered count no more",
                        "{34567890}\n\n{34567890}\n{34567890}\n\n",
                        stray("{34567890}"),
                        stray("{34567890}"),
                        stray("{34567890}")));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheStreamAtOnce(Vector vector) {
        assertThat(Recording.of(vector.limits(), List.of(bytes(vector.stream()))))
                .isEqualTo(vector.meaning());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void agreesWithTheReference(Vector vector) {
        assertThat(ReferenceDecoder.read(vector.limits(), vector.stream())).isEqualTo(vector.meaning());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheSameWhereverTheStreamIsCut(Vector vector) {
        byte[] stream = bytes(vector.stream());
        for (int cut = 0; cut <= stream.length; cut++) {
            byte[] head = Arrays.copyOf(stream, cut);
            byte[] tail = Arrays.copyOfRange(stream, cut, stream.length);
            assertThat(Recording.of(vector.limits(), List.of(head, tail)))
                    .as("cut at %d", cut)
                    .isEqualTo(vector.meaning());
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheSameByteByByte(Vector vector) {
        List<byte[]> pieces = new ArrayList<>();
        for (byte single : bytes(vector.stream())) {
            pieces.add(new byte[] {single});
        }

        assertThat(Recording.of(vector.limits(), pieces)).isEqualTo(vector.meaning());
    }

    @Test
    void deliversWhatIsCompleteBeforeTheNextBytesCome() {
        List<String> found = new ArrayList<>();
        SseDecoder decoder = new SseDecoder();

        decoder.feed(bytes("data: a\r\n\r"), new Payloads(found));

        assertThat(found).containsExactly("a");
        assertThat(decoder.isMidEvent()).isFalse();
    }

    @Test
    void keepsNothingOfTheArrayItWasFed() {
        List<String> found = new ArrayList<>();
        SseDecoder decoder = new SseDecoder();
        byte[] head = bytes("data: head\n");

        decoder.feed(head, new Payloads(found));
        Arrays.fill(head, (byte) 'x');
        decoder.feed(bytes("data: tail\n\n"), new Payloads(found));

        assertThat(found).containsExactly("head\ntail");
    }

    @Test
    void readsAnEventOfMegabytesInSmallPieces() {
        String image = "0123456789abcdef".repeat(1 << 17);
        byte[] stream = bytes("data: " + image + "\n\ndata: small\n\n");
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < stream.length; from += 1000) {
            pieces.add(Arrays.copyOfRange(stream, from, Math.min(stream.length, from + 1000)));
        }

        assertThat(Recording.of(SseLimits.DEFAULT, pieces)).containsExactly(event(null, image), event(null, "small"));
    }

    @Test
    void namesTheLimitThatWasExceeded() {
        SseDecoder decoder = new SseDecoder(SMALL);

        assertThatThrownBy(() -> decoder.feed(bytes("data: 3456789012345678"), new Payloads(new ArrayList<>())))
                .isInstanceOf(SseLimitExceeded.class)
                .hasMessage("eventBytes: 22 (expected: at most 20)");
    }

    @Test
    void refusesLimitsThatLetNothingPass() {
        assertThatThrownBy(() -> new SseLimits(0, 1)).hasMessage("eventBytes: 0 (expected: 1 to 1073741824)");
        assertThatThrownBy(() -> new SseLimits(1, -1)).hasMessage("commentRunBytes: -1 (expected: 1 to 1073741824)");
    }

    /** Collects the data of events as they come. */
    private record Payloads(List<String> found) implements SseSink {
        @Override
        public void event(String name, byte[] data) {
            found.add(new String(data, StandardCharsets.UTF_8));
        }

        @Override
        public void comment() {
            throw new AssertionError("no comment was sent");
        }

        @Override
        public void stray(byte[] line) {
            throw new AssertionError("no stray line was sent");
        }
    }

    private static byte[] bytes(String stream) {
        return stream.getBytes(StandardCharsets.ISO_8859_1);
    }
}
