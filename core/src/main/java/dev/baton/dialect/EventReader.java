package dev.baton.dialect;

import dev.baton.answer.AnswerEvent;
import dev.baton.dialect.AnswerReader.Stage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the events of a stream of one protocol. One for each attempt, used by one thread at a time. */
public interface EventReader {

    /**
     * Reads one event; it is asked for none when its protocol's end marker has been read.
     *
     * @param name of the event, null without one
     * @param data never blank
     * @param out takes what it says; nothing where the client needs nothing of it
     * @throws BadAnswer when it shows a failure
     */
    void read(@Nullable String name, byte[] data, Consumer<AnswerEvent> out);

    /** How much of the answer has been read. */
    Stage stage();
}
