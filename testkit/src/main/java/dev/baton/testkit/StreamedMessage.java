package dev.baton.testkit;

import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A message as server-sent events, a write for each event; the tokens are those of a {@link StreamedAnswer}. */
record StreamedMessage(Answer answer, MessageEvents events, Pacing pacing) implements Body {

    @Override
    public List<Step> steps() {
        Telling telling = new Telling();
        telling.begin();
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

        void begin() {
            add(Part.ROLE, events.start(), 0);
            add(Part.ROLE, Json.object().put("type", "ping"), 0);
        }

        void thoughts() {
            for (int i = 0; i < answer.reasoning().size(); i++) {
                steps.addAll(pacing.before(token));
                if (i == 0) {
                    add(Part.PREAMBLE, events.beginThinking(block), 0);
                }
                token(events.thinking(block, answer.reasoning().get(i)));
            }
            if (!answer.reasoning().isEmpty()) {
                add(Part.PREAMBLE, events.signature(block), 0);
                endBlock();
            }
        }

        void text() {
            for (int i = 0; i < answer.tokens().size(); i++) {
                steps.addAll(pacing.before(token));
                if (i == 0) {
                    add(Part.PREAMBLE, events.beginText(block), 0);
                }
                token(events.text(block, answer.tokens().get(i)));
            }
            if (!answer.tokens().isEmpty()) {
                endBlock();
            }
        }

        void calls() {
            for (ToolCall call : answer.toolCalls()) {
                steps.addAll(pacing.before(token));
                token(events.beginCall(block, call));
                for (String piece : call.pieces()) {
                    steps.addAll(pacing.before(token));
                    token(events.input(block, piece));
                }
                endBlock();
            }
        }

        private void token(ObjectNode event) {
            token++;
            add(Part.TOKEN, event, 1);
        }

        private void endBlock() {
            add(Part.PREAMBLE, events.end(block), 0);
            block++;
        }

        void end() {
            // Held after its last token, an answer has all of its text out and not its finish.
            if (pacing.holdAfter() == token) {
                steps.add(new Step.Gate(1));
            }
            if (!style().has(Quirk.MISSING_FINISH)) {
                String reason = style().has(Quirk.NULL_FINISH) ? null : answer.finish();
                add(Part.FINISH, events.finish(reason, answer.size()), 0);
            }
            if (!style().has(Quirk.MISSING_DONE)) {
                steps.add(stop());
            }
        }

        private void add(Part part, ObjectNode event, int tokens) {
            steps.add(new Write(part, framed(event), tokens));
        }
    }

    @Override
    public List<Step> said(Outburst outburst) {
        return switch (outburst) {
            case Outburst.Raw raw -> List.of(new Write(Part.OUTBURST, raw.bytes()));
            case Outburst.Failure failure -> failure(failure);
            case Outburst.Finish finish -> finish(finish.reason());
        };
    }

    private List<Step> failure(Outburst.Failure failure) {
        ObjectNode body = MessagesVoice.error("overloaded_error", failure.message());
        byte[] bytes = switch (failure.form()) {
            case DATA, EVENT -> framed(body);
            case LINE -> style().line(body.toString());
        };
        Write error = new Write(Part.OUTBURST, bytes);
        return failure.done() ? List.of(error, stop()) : List.of(error);
    }

    private List<Step> finish(@Nullable String reason) {
        return List.of(new Write(Part.OUTBURST, framed(events.finish(reason, answer.size()))), stop());
    }

    @Override
    public byte[] comment() {
        return framed(Json.object().put("type", "ping"));
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    private Write stop() {
        return new Write(Part.DONE, framed(Json.object().put("type", "message_stop")));
    }

    private byte[] framed(ObjectNode event) {
        return style().namedEvent(event.path("type").asString(""), event.toString());
    }

    private Style style() {
        return events.style();
    }
}
