package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.EventReader;
import dev.baton.dialect.Expected;
import dev.baton.resilience.Observation;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of a streamed answer. It is complete when every choice has finished in a normal way, with or without the
 * {@code [DONE]} that should follow; {@code [DONE]} alone is a failure.
 */
final class ChunkStream implements EventReader {

    private final Expected expected;
    private final Speech speech;
    private final BitSet finished = new BitSet();
    private Head head = Head.NONE;
    private @Nullable PlainChunk plain;
    private Stage stage = Stage.OPEN;

    /** @param speech where the choices of a chunk speak */
    ChunkStream(Expected expected, Speech speech) {
        this.expected = expected;
        this.speech = speech;
    }

    @Override
    public void read(@Nullable String name, byte[] data, Consumer<AnswerEvent> out) {
        if (isDone(data)) {
            if (stage == Stage.OPEN) {
                throw BadAnswer.untrue("[DONE] before the answer was finished");
            }
            stage = Stage.ENDED;
        } else if ("error".equals(name)) {
            throw new BadAnswer(new Observation.ErrorEvent(data));
        } else {
            AnswerEvent known = plain == null ? null : plain.read(data);
            chunk(known == null ? parsed(data) : known, out);
        }
    }

    private AnswerEvent parsed(byte[] data) {
        ChunkReader reader = new ChunkReader(data, speech, expected.ownDialect());
        AnswerEvent event = reader.read(head);
        PlainChunk like = reader.plain(event);
        plain = like == null ? plain : like;
        return event;
    }

    private void chunk(AnswerEvent event, Consumer<AnswerEvent> out) {
        if (!event.staysWithin(expected.choices())) {
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
        if (finished.cardinality() >= expected.choices()) {
            stage = Stage.FINISHED;
        }
        out.accept(event);
    }

    @Override
    public Stage stage() {
        return stage;
    }

    private static boolean isDone(byte[] data) {
        return data.length < 32
                && data[0] != '{'
                && new String(data, StandardCharsets.UTF_8).strip().equals("[DONE]");
    }
}
