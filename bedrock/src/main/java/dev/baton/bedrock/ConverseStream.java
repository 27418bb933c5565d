package dev.baton.bedrock;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.EventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of ConverseStream. The answer is complete with its stop reason; what it cost follows and is the end.
 */
final class ConverseStream implements EventReader {

    private final ConverseUsage usage = new ConverseUsage();
    private final EventFields fields = new EventFields(usage);
    private final Blocks blocks = new Blocks();
    private Stage stage = Stage.OPEN;

    @Override
    public void read(@Nullable String name, byte[] data, Consumer<AnswerEvent> out) {
        fields.read(data);
        List<Part> parts = new ArrayList<>(2);
        switch (name) {
            case "messageStart" -> parts.add(new Part.Role(0));
            case "contentBlockStart" -> blocks.begin(fields, parts);
            case "contentBlockDelta" -> blocks.addDelta(fields, parts);
            case "contentBlockStop" -> blocks.end(parts);
            case "messageStop" -> finish(parts);
            case "metadata" -> end(parts);
            // Something newer than this code.
            case null, default -> {}
        }
        if (!parts.isEmpty()) {
            out.accept(AnswerEvent.of(Head.NONE, parts));
        }
    }

    private void finish(List<Part> parts) {
        parts.add(new Part.Finish(0, StopReasons.read(fields.stopReason)));
        stage = Stage.FINISHED;
    }

    private void end(List<Part> parts) {
        if (stage == Stage.OPEN) {
            throw BadAnswer.untrue("the end of the stream before the answer was finished");
        }
        if (fields.hasUsage) {
            parts.add(usage.part());
        }
        stage = Stage.ENDED;
    }

    @Override
    public Stage stage() {
        return stage;
    }
}
