package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.route.RoutePolicy.Timeouts;
import dev.baton.route.RoutePolicy.ToolCalls;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class ReadingTest {

    private final AtomicLong now = new AtomicLong(100);
    private final Reading reading = new Reading(
            Timeouts.DEFAULT,
            true,
            () -> false,
            null,
            new Hold(ToolCalls.ATOMIC),
            new Time(VirtualTimeScheduler.create(), now::get));

    @BeforeEach
    void begin() {
        reading.begin(new Parrot());
    }

    /** Says of each byte what is agreed. */
    private static final class Parrot implements AnswerReader {
        @Override
        public void read(byte[] bytes, Consumer<AnswerEvent> out) {
            Part part = switch (bytes[0]) {
                case 'T' -> new Part.Text(0, "x");
                case 'P' -> new Part.StillThinking(0);
                default -> new Part.Role(0);
            };
            out.accept(AnswerEvent.of(Head.NONE, List.of(part)));
        }

        @Override
        public void end(Consumer<AnswerEvent> out) {}

        @Override
        public Stage stage() {
            return Stage.OPEN;
        }
    }

    private long progressAfter(char event) {
        now.addAndGet(50);
        reading.read(new byte[] {(byte) event}, out -> {});
        return reading.progressAt();
    }

    @Test
    void takesTokensForProgress() {
        assertThat(progressAfter('T')).isEqualTo(150);
    }

    @Test
    void takesAModelThatSaysItIsThinkingForProgress() {
        assertThat(progressAfter('P')).isEqualTo(150);
        assertThat(progressAfter('T')).isEqualTo(200);
        assertThat(progressAfter('P')).isEqualTo(250);
    }

    @Test
    void takesNothingElseForProgress() {
        assertThat(progressAfter('R')).isEqualTo(100);
    }
}
