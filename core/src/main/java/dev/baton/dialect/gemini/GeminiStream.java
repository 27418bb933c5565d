package dev.baton.dialect.gemini;

import dev.baton.answer.AnswerEvent;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.EventReader;
import dev.baton.dialect.Expected;
import dev.baton.resilience.Observation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a streamed answer. It is complete when every candidate has a reason to have ended; the protocol has no
 * end marker besides, so what follows may still say what it cost.
 */
final class GeminiStream implements EventReader {

    private final Expected expected;
    private final ResponseReader responses;

    GeminiStream(Expected expected) {
        this.expected = expected;
        this.responses = new ResponseReader(expected);
    }

    @Override
    public void read(@Nullable String name, byte[] data, Consumer<AnswerEvent> out) {
        if ("error".equals(name)) {
            throw new BadAnswer(new Observation.ErrorEvent(data));
        }
        AnswerEvent event = responses.read(data);
        if (!event.staysWithin(expected.choices())) {
            // Its finish would count for one of the candidates that the client waits for.
            throw BadAnswer.untrue("a choice that nobody asked for");
        }
        out.accept(event);
    }

    @Override
    public Stage stage() {
        return responses.isFinished() ? Stage.FINISHED : Stage.OPEN;
    }
}
