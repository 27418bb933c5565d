package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BadAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads an answer that comes in one piece, into one event. It is complete when the body is one JSON object in which every
 * choice has finished in a normal way.
 */
final class BodyReader implements AnswerReader {

    private static final int MOST_BYTES = 64 << 20;

    private final List<byte[]> pieces = new ArrayList<>(2);
    private int size;
    private final int choices;
    private final boolean asStream;
    private Stage stage = Stage.OPEN;

    /**
     * Makes a reader for one body.
     *
     * @param choices how many must have finished
     * @param asStream whether the client gets it as a stream all the same: some servers ignore {@code stream}
     */
    BodyReader(int choices, boolean asStream) {
        this.choices = choices;
        this.asStream = asStream;
    }

    @Override
    public void read(byte[] bytes, Consumer<AnswerEvent> out) {
        if ((long) size + bytes.length > MOST_BYTES) {
            throw BadAnswer.untrue("the body is larger than " + MOST_BYTES + " bytes");
        }
        pieces.add(bytes);
        size += bytes.length;
    }

    @Override
    public void end(Consumer<AnswerEvent> out) {
        AnswerEvent answer = ChunkReader.readWhole(body());
        if (!answer.staysWithin(choices)) {
            throw BadAnswer.untrue("a choice that nobody asked for");
        }
        if (finishedChoices(answer) < choices) {
            throw BadAnswer.untrue("the body holds no finished answer");
        }
        stage = Stage.ENDED;
        out.accept(asStream ? AnswerEvent.of(answer.head(), answer.parts()) : answer);
    }

    private static long finishedChoices(AnswerEvent answer) {
        return answer.parts().stream()
                .filter(Part.Finish.class::isInstance)
                .mapToInt(Part::choice)
                .distinct()
                .count();
    }

    /** Most bodies come in one piece, which is not copied. */
    private byte[] body() {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        byte[] body = new byte[size];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, body, at, piece.length);
            at += piece.length;
        }
        return body;
    }

    @Override
    public Stage stage() {
        return stage;
    }
}
