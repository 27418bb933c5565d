package dev.baton.dialect;

import dev.baton.answer.AnswerEvent;
import dev.baton.dialect.sse.SseDecoder;
import dev.baton.dialect.sse.SseLimitExceeded;
import dev.baton.dialect.sse.SseSink;
import dev.baton.resilience.Observation;
import dev.baton.resilience.ProviderError;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a streamed answer. It is complete when the protocol says so; the end of the stream alone and an event that cannot be
 * read are failures. Once it is complete nothing that follows can spoil it.
 */
public final class StreamReader implements AnswerReader, SseSink {

    private static final int MOST_STRAY_BYTES = 64 << 10;

    private final SseDecoder decoder = new SseDecoder();
    private final ByteArrayOutputStream strays = new ByteArrayOutputStream(0);
    private final WholeCharacters characters = new WholeCharacters();
    private final Consumer<AnswerEvent> taker = this::take;
    private final EventReader events;
    private Consumer<AnswerEvent> out = event -> {};
    private boolean over;

    /** @param events reads what the protocol says */
    public StreamReader(EventReader events) {
        this.events = events;
    }

    @Override
    public void read(byte[] bytes, Consumer<AnswerEvent> out) {
        this.out = out;
        try {
            decoder.feed(bytes, this);
        } catch (SseLimitExceeded tooMuch) {
            unlessComplete(BadAnswer.untrue("the stream went beyond a limit: " + tooMuch.getMessage()));
        } catch (BadAnswer bad) {
            unlessComplete(bad);
        }
    }

    private void unlessComplete(BadAnswer bad) {
        if (stage() == Stage.OPEN) {
            throw bad;
        }
        over = true;
    }

    @Override
    public void end(Consumer<AnswerEvent> out) {
        this.out = out;
        boolean cut = decoder.isMidEvent();
        decoder.end(this);
        if (stage() == Stage.OPEN) {
            throw strays.size() > 0
                    ? new BadAnswer(new Observation.ErrorEvent(strays.toByteArray()))
                    : BadAnswer.untrue(
                            cut
                                    ? "the stream was cut in the middle of an event"
                                    : "the stream ended before the answer did");
        }
        over = true;
    }

    @Override
    public Stage stage() {
        return over ? Stage.ENDED : events.stage();
    }

    @Override
    public void event(@Nullable String name, byte[] data) {
        if (stage() != Stage.ENDED && !isBlank(data)) {
            events.read(name, data, taker);
        }
    }

    private void take(AnswerEvent event) {
        out.accept(characters.whole(event));
    }

    @Override
    public void comment() {
        // A sign of life, and no progress: it feeds no clock.
    }

    @Override
    public void stray(byte[] line) {
        if (stage() != Stage.OPEN || strays.size() + line.length > MOST_STRAY_BYTES) {
            return;
        }
        strays.writeBytes(line);
        strays.write('\n');
        if (ProviderError.isReadable(strays.toByteArray())) {
            throw new BadAnswer(new Observation.ErrorEvent(strays.toByteArray()));
        }
    }

    private static boolean isBlank(byte[] data) {
        for (byte each : data) {
            if (each != ' ') {
                return false;
            }
        }
        return true;
    }
}
