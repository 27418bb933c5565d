package dev.baton.dialect.anthropic;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.answer.Part.Block.Kind;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.EventReader;
import dev.baton.resilience.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a streamed message. It is complete when it has a stop reason; {@code message_stop} alone is a failure.
 * Pings say nothing, but while the model thinks: with its thoughts hidden they are all that tells of it.
 */
final class MessageStream implements EventReader {

    private final boolean own;
    private final MessageUsage usage = new MessageUsage();
    private final EventFields fields = new EventFields(usage);
    private final Blocks blocks = new Blocks();
    private Head head = Head.NONE;
    private @Nullable Kind open;
    private int openIndex;
    private int begun;
    private Stage stage = Stage.OPEN;

    /** @param own whether the client speaks this protocol: another one has no use for payloads and the id */
    MessageStream(boolean own) {
        this.own = own;
    }

    @Override
    public void read(@Nullable String name, byte[] data, Consumer<AnswerEvent> out) {
        fields.read(data);
        switch (fields.type) {
            case "message_start" -> start(data, out);
            case "content_block_start" -> beginBlock(data, out);
            case "content_block_delta" -> delta(data, out);
            case "content_block_stop" -> endBlock(data, out);
            case "message_delta" -> finish(data, out);
            case "message_stop" -> stop();
            case "ping" -> ping(out);
            case "error" -> throw new BadAnswer(new Observation.ErrorEvent(data));
            default -> unknown(name, data, out);
        }
    }

    private void start(byte[] data, Consumer<AnswerEvent> out) {
        head = new Head(own ? fields.id : "", 0, fields.model);
        List<Part> parts = new ArrayList<>(2);
        parts.add(new Part.Role(0));
        addUsage(parts);
        emit(parts, data, true, out);
    }

    private void beginBlock(byte[] data, Consumer<AnswerEvent> out) {
        List<Part> parts = new ArrayList<>(3);
        boolean inOrder = open == null && fields.index == begun;
        open = blocks.begin(fields, parts);
        openIndex = fields.index;
        begun++;
        emit(parts, data, inOrder, out);
    }

    private void delta(byte[] data, Consumer<AnswerEvent> out) {
        if (open == null) {
            throw BadAnswer.untrue("a piece of a content block that has not begun");
        }
        List<Part> parts = new ArrayList<>(1);
        blocks.addDelta(fields, open, parts);
        emit(parts, data, fields.index == openIndex, out);
    }

    private void endBlock(byte[] data, Consumer<AnswerEvent> out) {
        if (open == null) {
            return;
        }
        List<Part> parts = new ArrayList<>(1);
        blocks.end(open, parts);
        open = null;
        emit(parts, data, fields.index == openIndex, out);
    }

    private void finish(byte[] data, Consumer<AnswerEvent> out) {
        List<Part> parts = new ArrayList<>(2);
        if (!fields.stopReason.isEmpty()) {
            parts.add(new Part.Finish(0, StopReasons.read(fields.stopReason), fields.stopSequence));
            stage = Stage.FINISHED;
        }
        addUsage(parts);
        emit(parts, data, true, out);
    }

    /** The prompt is counted when the message begins, the answer when it ends. */
    private void addUsage(List<Part> parts) {
        if (fields.hasUsage) {
            parts.add(usage.part());
        }
    }

    private void stop() {
        if (stage == Stage.OPEN) {
            throw BadAnswer.untrue("message_stop before the answer was finished");
        }
        stage = Stage.ENDED;
    }

    private void ping(Consumer<AnswerEvent> out) {
        if (open == Kind.REASONING) {
            out.accept(AnswerEvent.of(head, List.of(new Part.StillThinking(0))));
        }
    }

    /** Something newer than this code: a client of this protocol may know it. */
    private void unknown(@Nullable String name, byte[] data, Consumer<AnswerEvent> out) {
        if (own && fields.type.equals(name) && stage == Stage.OPEN) {
            emit(List.of(), data, true, out);
        }
    }

    private void emit(List<Part> parts, byte[] data, boolean inOrder, Consumer<AnswerEvent> out) {
        if (own) {
            out.accept(new AnswerEvent(head, parts, data, inOrder && fields.onOneLine, fields.type));
        } else if (!parts.isEmpty()) {
            out.accept(new AnswerEvent(head, parts, null, false));
        }
    }

    @Override
    public Stage stage() {
        return stage;
    }
}
