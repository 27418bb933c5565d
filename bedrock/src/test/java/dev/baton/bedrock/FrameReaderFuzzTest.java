package dev.baton.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BadAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A streamed body: what is made of it depends on its bytes alone, and only a finished answer is complete. An input has a line for each
 * frame, its type and its payload; {@code !} begins an exception and {@code #} bytes that are no frame.
 */
class FrameReaderFuzzTest {

    /** What was handed out, and whether the answer was complete. */
    private record Outcome(List<Part> parts, boolean complete) {}

    @FuzzTest
    void readsTheSameHoweverTheBodyIsCut(byte[] frames) {
        byte[] body = body(new String(frames, UTF_8));

        Outcome whole = read(body, Math.max(1, body.length));

        assertThat(read(body, 1)).isEqualTo(whole);
        assertThat(read(body, 23)).isEqualTo(whole);
        assertThat(whole.complete()).isEqualTo(whole.parts().stream().anyMatch(Part.Finish.class::isInstance));
        whole.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .forEach(text -> assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1)))
                        .isFalse());
    }

    private static byte[] body(String lines) {
        return Frames.joined(lines.lines().map(FrameReaderFuzzTest::bytes).toArray(byte[][]::new));
    }

    private static byte[] bytes(String line) {
        if (line.startsWith("#")) {
            return line.substring(1).getBytes(UTF_8);
        }
        int blank = line.indexOf(' ');
        String type = blank < 0 ? line : line.substring(0, blank);
        String payload = line.substring(blank + 1);
        return type.startsWith("!") ? Frames.exception(type.substring(1), payload) : Frames.event(type, payload);
    }

    private static Outcome read(byte[] body, int piece) {
        AnswerReader reader = Frames.reader();
        List<AnswerEvent> events = new ArrayList<>();
        boolean complete = true;
        try {
            for (int from = 0; from < body.length; from += piece) {
                reader.read(Arrays.copyOfRange(body, from, Math.min(body.length, from + piece)), events::add);
            }
            reader.end(events::add);
        } catch (BadAnswer bad) {
            complete = false;
        }
        return new Outcome(
                events.stream().flatMap(event -> event.parts().stream()).toList(), complete);
    }
}
