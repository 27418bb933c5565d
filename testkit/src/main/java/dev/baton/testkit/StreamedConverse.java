package dev.baton.testkit;

import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** An answer of Bedrock's, a frame and a write for each event; the tokens are those of a {@link StreamedAnswer}. */
record StreamedConverse(Answer answer, ConverseEvents events, Pacing pacing) implements Body {

    @Override
    public List<Step> steps() {
        Telling telling = new Telling();
        telling.add(Part.ROLE, "messageStart", events.start());
        telling.thoughts();
        telling.text();
        telling.calls();
        telling.end();
        return telling.steps;
    }

    /** The steps, while they are put together. */
    private final class Telling {

        private final List<Step> steps = new ArrayList<>();
        private int block;
        private int token;

        void thoughts() {
            answer.reasoning().forEach(thought -> token("contentBlockDelta", events.thinking(block, thought)));
            if (!answer.reasoning().isEmpty()) {
                add(Part.PREAMBLE, "contentBlockDelta", events.signature(block));
                endBlock();
            }
        }

        void text() {
            answer.tokens().forEach(said -> token("contentBlockDelta", events.text(block, said)));
            if (!answer.tokens().isEmpty()) {
                endBlock();
            }
        }

        void calls() {
            for (ToolCall call : answer.toolCalls()) {
                token("contentBlockStart", events.beginCall(block, call));
                call.pieces().forEach(piece -> token("contentBlockDelta", events.input(block, piece)));
                endBlock();
            }
        }

        private void token(String type, ObjectNode event) {
            steps.addAll(pacing.before(token));
            token++;
            steps.add(new Write(Part.TOKEN, framed(type, event), 1));
        }

        private void endBlock() {
            add(Part.PREAMBLE, "contentBlockStop", events.end(block));
            block++;
        }

        void end() {
            // Held after its last token, an answer has all of its text out and not its finish.
            if (pacing.holdAfter() == token) {
                steps.add(new Step.Gate(1));
            }
            if (!style().has(Quirk.MISSING_FINISH)) {
                add(Part.FINISH, "messageStop", events.stop(style().has(Quirk.NULL_FINISH) ? null : answer.finish()));
            }
            if (!style().has(Quirk.MISSING_DONE)) {
                steps.add(metadata());
            }
        }

        void add(Part part, String type, ObjectNode event) {
            steps.add(new Write(part, framed(type, event)));
        }
    }

    @Override
    public List<Step> said(Outburst outburst) {
        return switch (outburst) {
            case Outburst.Raw raw -> List.of(new Write(Part.OUTBURST, raw.bytes()));
            case Outburst.Failure failure -> failure(failure);
            case Outburst.Finish finish ->
                List.of(new Write(Part.OUTBURST, framed("messageStop", events.stop(finish.reason()))), metadata());
        };
    }

    private List<Step> failure(Outburst.Failure failure) {
        EventFrame frame = switch (failure.form()) {
            case DATA, EVENT ->
                EventFrame.exception("modelStreamErrorException", ConverseVoice.message(failure.message()));
            case LINE -> EventFrame.error("InternalError", failure.message());
        };
        Write error = new Write(Part.OUTBURST, frame.bytes());
        return failure.done() ? List.of(error, metadata()) : List.of(error);
    }

    /** This protocol has no comments: a delta that says nothing. */
    @Override
    public byte[] comment() {
        return framed("contentBlockDelta", events.text(0, ""));
    }

    @Override
    public String contentType() {
        return EventFrame.CONTENT_TYPE;
    }

    private Write metadata() {
        return new Write(Part.DONE, framed("metadata", events.metadata(answer.size())));
    }

    private static byte[] framed(String type, ObjectNode event) {
        return EventFrame.event(type, event).bytes();
    }

    private Style style() {
        return events.style();
    }
}
