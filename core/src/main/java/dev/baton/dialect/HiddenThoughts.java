package dev.baton.dialect;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the answer of a target that shows its thoughts, for a client that did not ask to see them. That the model is still
 * thinking is told on: it is progress.
 */
final class HiddenThoughts implements AnswerReader {

    private final AnswerReader shown;

    /** @param shown reads an answer of another dialect than the client's */
    HiddenThoughts(AnswerReader shown) {
        this.shown = shown;
    }

    @Override
    public void read(byte[] bytes, Consumer<AnswerEvent> out) {
        shown.read(bytes, event -> out.accept(hidden(event)));
    }

    @Override
    public void end(Consumer<AnswerEvent> out) {
        shown.end(event -> out.accept(hidden(event)));
    }

    @Override
    public Stage stage() {
        return shown.stage();
    }

    private static AnswerEvent hidden(AnswerEvent event) {
        if (!event.has(Part.Reasoning.class)) {
            return event;
        }
        List<Part> parts = new ArrayList<>(event.parts());
        parts.replaceAll(part -> part instanceof Part.Reasoning ? new Part.StillThinking(part.choice()) : part);
        return AnswerEvent.of(event.head(), parts);
    }
}
