package dev.baton.dialect;

import dev.baton.answer.AnswerEvent;
import java.util.function.Consumer;

/**
 * Reads the body of one response into events. One for each attempt, used by one thread at a time. Whatever shows that the
 * answer is not, or will not be, a complete one is thrown as {@link BadAnswer}: no part of a body is ever skipped because
 * it could not be read.
 */
public interface AnswerReader {

    /** How much of an answer has been read. */
    enum Stage {
        /** Choices are still open. */
        OPEN,
        /** Every choice has finished; usage and the end marker may follow, and nothing is lost if they do not. */
        FINISHED,
        /** The protocol's end marker has been read; nothing that matters follows. */
        ENDED
    }

    /**
     * Reads on.
     *
     * @param bytes the next bytes of the body; never changed
     * @param out takes each event as soon as it has been read
     * @throws BadAnswer when these bytes show a failure; what was good before it has gone out
     */
    void read(byte[] bytes, Consumer<AnswerEvent> out);

    /**
     * Reads the end of the body.
     *
     * @param out takes what was still held back
     * @throws BadAnswer when the answer is not complete
     */
    void end(Consumer<AnswerEvent> out);

    Stage stage();
}
