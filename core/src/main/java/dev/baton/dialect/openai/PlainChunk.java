package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.json.Stencil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that says nothing but a text. Most of an answer is chunks like it, which need not be parsed.
 *
 * @param stencil its payload, with a hole for the text
 */
record PlainChunk(AnswerEvent event, Stencil stencil) {

    /** What such a chunk says; null where it is another one. */
    @Nullable
    AnswerEvent read(byte[] payload) {
        String text = stencil.wantedOf(payload);
        if (text == null) {
            return null;
        }
        Part said = new Part.Text(event.parts().getFirst().choice(), text);
        return new AnswerEvent(
                event.head(), List.of(said), event.payload() == null ? null : payload, event.relayable());
    }
}
