package dev.baton.bedrock;

import static dev.baton.bedrock.Frames.answer;
import static dev.baton.bedrock.Frames.event;
import static dev.baton.bedrock.Frames.exception;
import static dev.baton.bedrock.Frames.frame;
import static dev.baton.bedrock.Frames.joined;
import static dev.baton.bedrock.Frames.metadata;
import static dev.baton.bedrock.Frames.read;
import static dev.baton.bedrock.Frames.reader;
import static dev.baton.bedrock.Frames.stop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.resilience.Observation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {

    private static final byte[] ANSWER = answer();

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static BadAnswer refused(byte[]... pieces) {
        return catchThrowableOfType(BadAnswer.class, () -> read(pieces));
    }

    private static String untrue(byte[]... pieces) {
        return ((Observation.Untrue) refused(pieces).seen()).detail();
    }

    @Test
    void readsAnAnswerToItsEnd() {
        assertThat(read(ANSWER))
                .containsExactly(
                        new Part.Role(0),
                        new Part.Block(0, Part.Block.Kind.TEXT),
                        new Part.Text(0, "Hello, w€rld"),
                        new Part.Finish(0, FinishReason.STOP),
                        new Part.Usage(12, 3, new Part.Usage.Details(4, 3, 0), false, null));
    }

    @Test
    void readsTheSameHoweverTheStreamIsCut() {
        List<Part> whole = read(ANSWER);
        for (int at = 0; at <= ANSWER.length; at++) {
            assertThat(read(part(ANSWER, 0, at), part(ANSWER, at, ANSWER.length)))
                    .as("cut at %s", at)
                    .isEqualTo(whole);
        }
        byte[][] single = new byte[ANSWER.length][];
        for (int at = 0; at < ANSWER.length; at++) {
            single[at] = part(ANSWER, at, at + 1);
        }
        assertThat(read(single)).isEqualTo(whole);
    }

    @Test
    void isIncompleteWhereverTheStreamEndsBeforeItsStopReasonIsThere() {
        int complete = ANSWER.length - metadata().length;
        for (int at = 0; at < ANSWER.length; at++) {
            byte[] beginning = part(ANSWER, 0, at);
            if (at < complete) {
                assertThat(untrue(beginning)).as("ended at %s", at).startsWith("the stream ");
            } else {
                assertThat(read(beginning)).contains(new Part.Finish(0, FinishReason.STOP));
            }
        }
    }

    @Test
    void noticesEveryFalseByte() {
        byte[] text = event("contentBlockDelta", Frames.HELLO);
        for (int at = 0; at < text.length; at++) {
            byte[] changed = text.clone();
            changed[at] ^= 0x10;

            assertThat(refused(joined(changed, stop("end_turn"), metadata())))
                    .as("changed at %s", at)
                    .isNotNull();
        }
    }

    @Test
    void believesNoLengthThatIsBeyondItsBoundHoweverTrueItsChecksum() {
        assertThat(untrue(prelude(FrameDecoder.MOST_BYTES + 1, 0))).contains("lengths of 16777217 and 0");
        assertThat(untrue(prelude(-1, 0))).contains("lengths of 4294967295 and 0");
        assertThat(untrue(prelude(15, 0))).contains("lengths of 15 and 0");
        assertThat(untrue(prelude(100, 85))).contains("lengths of 100 and 85");
        assertThat(untrue(prelude(100, -1))).contains("lengths of 100 and 4294967295");
    }

    private static byte[] prelude(int length, int headers) {
        ByteBuffer prelude = ByteBuffer.allocate(12).putInt(length).putInt(headers);
        CRC32 checksum = new CRC32();
        checksum.update(prelude.array(), 0, 8);
        return prelude.putInt((int) checksum.getValue()).array();
    }

    @Test
    void handsOutWhatWasGoodBeforeAFault() {
        List<AnswerEvent> events = new ArrayList<>();
        byte[] good = event("contentBlockDelta", Frames.HELLO);

        BadAnswer bad = catchThrowableOfType(
                BadAnswer.class,
                () -> reader().read(joined(good, "HTTP/1.1 502 Bad Gateway".getBytes(UTF_8)), events::add));

        assertThat(bad).isNotNull();
        assertThat(events).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "validationException, 400",
        "modelTimeoutException, 408",
        "modelStreamErrorException, 424",
        "throttlingException, 429",
        "internalServerException, 500",
        "serviceUnavailableException, 503"
    })
    void tellsAnExceptionWithTheStatusThatItWouldHaveHad(String type, String status) {
        byte[] broken = joined(
                event("contentBlockDelta", Frames.HELLO), exception(type, "{\"message\":\"Slow down.\",\"p\":\"ab\"}"));

        assertThat(new String(((Observation.ErrorEvent) refused(broken).seen()).error(), UTF_8))
                .isEqualTo("{\"type\":\"" + type + "\",\"message\":\"Slow down.\",\"code\":\"" + status + "\"}");
    }

    @Test
    void tellsAnErrorOfTheStreamItselfAndOneThatItDoesNotKnow() {
        byte[] error = frame(
                Map.of(":message-type", "error", ":error-code", "InternalFailure", ":error-message", "Broken."), "");

        assertThat(new String(((Observation.ErrorEvent) refused(error).seen()).error(), UTF_8))
                .isEqualTo("{\"type\":\"InternalFailure\",\"message\":\"Broken.\",\"code\":\"500\"}");
        assertThat(new String(
                        ((Observation.ErrorEvent) refused(exception("newException", "no JSON"))
                                        .seen())
                                .error(),
                        UTF_8))
                .isEqualTo("{\"type\":\"newException\",\"message\":\"\"}");
    }

    @Test
    void isSpoiledByNothingBehindTheStopReason() {
        List<AnswerEvent> events = new ArrayList<>();
        AnswerReader reader = reader();

        reader.read(joined(stop("end_turn"), "garbage that is no frame".getBytes(UTF_8)), events::add);
        reader.read(exception("throttlingException", "{}"), events::add);
        reader.end(events::add);

        assertThat(reader.stage()).isEqualTo(Stage.ENDED);
        assertThat(events).hasSize(1);
    }

    @Test
    void endsWithItsMetadataAndNotBefore() {
        AnswerReader reader = reader();

        reader.read(stop("max_tokens"), event -> {});
        assertThat(reader.stage()).isEqualTo(Stage.FINISHED);
        reader.read(metadata(), event -> {});
        assertThat(reader.stage()).isEqualTo(Stage.ENDED);
        assertThat(untrue(metadata())).contains("before the answer was finished");
    }

    @Test
    void takesAFrameAsLargeAsTheyMayBe() {
        String text = "x".repeat(3 << 20);
        byte[] large = event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"}}");
        byte[][] pieces = new byte[large.length / 1000 + 1][];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = part(large, i * 1000, Math.min(large.length, (i + 1) * 1000));
        }
        AnswerReader reader = reader();
        List<AnswerEvent> events = new ArrayList<>();

        for (byte[] piece : pieces) {
            reader.read(piece, events::add);
        }

        assertThat(events.getFirst().parts()).contains(new Part.Text(0, text));
    }
}
