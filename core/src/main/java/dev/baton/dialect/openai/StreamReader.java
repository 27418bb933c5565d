package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.sse.SseDecoder;
import dev.baton.dialect.sse.SseLimitExceeded;
import dev.baton.dialect.sse.SseSink;
import dev.baton.resilience.Observation;
import dev.baton.resilience.ProviderError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a streamed answer. It is complete when every choice has finished in a normal way, with or without the
 * {@code [DONE]} that should follow; {@code [DONE]} alone, the end of the stream alone and an event that cannot be read are
 * failures. Once it is complete nothing that follows can spoil it.
 */
final class StreamReader implements AnswerReader, SseSink {

    private static final int MOST_STRAY_BYTES = 64 << 10;

    private final SseDecoder decoder = new SseDecoder();
    private final ByteArrayOutputStream strays = new ByteArrayOutputStream(0);
    private final BitSet finished = new BitSet();
    private final int choices;
    private Consumer<AnswerEvent> out = event -> {};
    private Head head = Head.NONE;
    private char halfCharacter;
    private Stage stage = Stage.OPEN;

    /** @param choices how many must finish */
    StreamReader(int choices) {
        this.choices = choices;
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
        if (stage == Stage.OPEN) {
            throw bad;
        }
        stage = Stage.ENDED;
    }

    @Override
    public void end(Consumer<AnswerEvent> out) {
        this.out = out;
        boolean cut = decoder.isMidEvent();
        decoder.end(this);
        if (stage == Stage.OPEN) {
            throw strays.size() > 0
                    ? new BadAnswer(new Observation.ErrorEvent(strays.toByteArray()))
                    : BadAnswer.untrue(
                            cut
                                    ? "the stream was cut in the middle of an event"
                                    : "the stream ended before the answer did");
        }
        stage = Stage.ENDED;
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public void event(@Nullable String name, byte[] data) {
        if (stage == Stage.ENDED || isBlank(data)) {
            return;
        }
        if (isDone(data)) {
            if (stage == Stage.OPEN) {
                throw BadAnswer.untrue("[DONE] before the answer was finished");
            }
            stage = Stage.ENDED;
            return;
        }
        if ("error".equals(name)) {
            throw new BadAnswer(new Observation.ErrorEvent(data));
        }
        chunk(ChunkReader.read(data, head));
    }

    private void chunk(AnswerEvent event) {
        if (!event.staysWithin(choices)) {
            // Its finish would count for one of the choices that the client waits for.
            throw BadAnswer.untrue("a choice that nobody asked for");
        }
        head = event.head();
        if (stage == Stage.FINISHED && !event.has(Part.Usage.class)) {
            return;
        }
        for (Part part : event.parts()) {
            if (part instanceof Part.Finish finish) {
                finished.set(finish.choice());
            }
        }
        if (finished.cardinality() >= choices) {
            stage = Stage.FINISHED;
        }
        out.accept(wholeCharacters(event));
    }

    /** A server may cut a text between the two halves of a surrogate pair: the first half waits for the second. */
    private AnswerEvent wholeCharacters(AnswerEvent event) {
        List<Part> parts = null;
        for (int i = 0; i < event.parts().size(); i++) {
            if (event.parts().get(i) instanceof Part.Text said && said.choice() == 0) {
                String text = whole(said.text());
                if (!text.equals(said.text())) {
                    parts = parts == null ? new ArrayList<>(event.parts()) : parts;
                    parts.set(i, new Part.Text(0, text));
                }
            }
        }
        if (parts == null) {
            return event;
        }
        parts.removeIf(part -> part instanceof Part.Text said && said.text().isEmpty());
        return AnswerEvent.of(event.head(), parts);
    }

    private String whole(String piece) {
        String text = halfCharacter == 0 ? piece : halfCharacter + piece;
        halfCharacter = 0;
        if (!Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            return text;
        }
        halfCharacter = text.charAt(text.length() - 1);
        return text.substring(0, text.length() - 1);
    }

    @Override
    public void comment() {
        // A sign of life, and no progress: it feeds no clock.
    }

    @Override
    public void stray(byte[] line) {
        if (stage != Stage.OPEN || strays.size() + line.length > MOST_STRAY_BYTES) {
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

    private static boolean isDone(byte[] data) {
        return data.length < 32
                && data[0] != '{'
                && new String(data, StandardCharsets.UTF_8).strip().equals("[DONE]");
    }
}
