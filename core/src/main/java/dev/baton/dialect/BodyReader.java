package dev.baton.dialect;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads an answer that comes in one piece, into one event. It is complete when the body is what its protocol calls an answer,
 * and every choice has finished in a normal way.
 */
public final class BodyReader implements AnswerReader {

    private static final int MOST_BYTES = 64 << 20;

    private final List<byte[]> pieces = new ArrayList<>(2);
    private final Function<byte[], AnswerEvent> protocol;
    private final Expected expected;
    private int size;
    private Stage stage = Stage.OPEN;

    /**
     * Makes a reader for one body.
     *
     * @param protocol reads the whole body, or throws {@link BadAnswer}
     */
    public BodyReader(Function<byte[], AnswerEvent> protocol, Expected expected) {
        this.protocol = protocol;
        this.expected = expected;
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
        AnswerEvent answer = protocol.apply(body());
        if (!answer.staysWithin(expected.choices())) {
            throw BadAnswer.untrue("a choice that nobody asked for");
        }
        if (finishedChoices(answer) < expected.choices()) {
            throw BadAnswer.untrue("the body holds no finished answer");
        }
        stage = Stage.ENDED;
        out.accept(expected.streaming() || !expected.ownDialect() ? answer.withoutPayload() : answer);
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
