package dev.baton.testkit;

import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of Gemini as server-sent events; the tokens are those of a {@link StreamedAnswer}. A call is one event, written in as
 * many pieces as it has tokens.
 */
record StreamedCandidates(Answer answer, GeminiChunks chunks, Pacing pacing) implements Body {

    @Override
    public List<Step> steps() {
        Telling telling = new Telling();
        answer.reasoning().forEach(token -> telling.say(GeminiChunks.thought(token)));
        answer.tokens().forEach(token -> telling.say(GeminiChunks.text(token)));
        answer.toolCalls().forEach(telling::call);
        telling.end();
        return telling.steps;
    }

    /** The steps, while they are put together. */
    private final class Telling {

        private final List<Step> steps = new ArrayList<>();
        private int token;
        private int sent;

        void say(ObjectNode part) {
            steps.addAll(pacing.before(token));
            token++;
            for (int choice = 0; choice < chunks.choices(); choice++) {
                sent++;
                steps.add(new Write(Part.TOKEN, framed(chunks.chunk(choice, part.deepCopy(), sent)), 1));
            }
        }

        void call(ToolCall call) {
            int tokens = 1 + call.pieces().size();
            for (int choice = 0; choice < chunks.choices(); choice++) {
                ObjectNode part = GeminiChunks.signed(GeminiChunks.call(call));
                sent += tokens;
                inPieces(framed(chunks.chunk(choice, part, sent)), tokens, choice == 0);
            }
        }

        private void inPieces(byte[] event, int pieces, boolean paced) {
            Write whole = new Write(Part.TOKEN, event, 1);
            for (int piece = 0; piece < pieces; piece++) {
                if (paced) {
                    steps.addAll(pacing.before(token));
                    token++;
                }
                Write cut = whole.piece(event.length * piece / pieces, event.length * (piece + 1) / pieces);
                steps.add(new Write(Part.TOKEN, cut.bytes(), 1));
            }
        }

        void end() {
            // Held after its last token, an answer has all of its text out and not its finish.
            if (pacing.holdAfter() == token) {
                steps.add(new Step.Gate(1));
            }
            if (!style().has(Quirk.MISSING_FINISH)) {
                steps.addAll(finishes(style().has(Quirk.NULL_FINISH) ? null : answer.finish(), Part.FINISH));
            }
        }
    }

    private List<Step> finishes(@Nullable String reason, Part part) {
        List<Step> steps = new ArrayList<>();
        for (int choice = 0; choice < chunks.choices(); choice++) {
            ObjectNode finish = chunks.finish(choice, reason, answer.size() * chunks.choices());
            steps.add(new Write(part, framed(finish)));
        }
        return steps;
    }

    @Override
    public List<Step> said(Outburst outburst) {
        return switch (outburst) {
            case Outburst.Raw raw -> List.of(new Write(Part.OUTBURST, raw.bytes()));
            case Outburst.Failure failure -> List.of(new Write(Part.OUTBURST, failure(failure)));
            case Outburst.Finish finish -> finishes(finish.reason(), Part.OUTBURST);
        };
    }

    private byte[] failure(Outburst.Failure failure) {
        String error = GeminiVoice.error(503, failure.message()).toString();
        return switch (failure.form()) {
            // Events have no names in this protocol.
            case DATA, EVENT -> style().event(error);
            case LINE -> style().line(error);
        };
    }

    @Override
    public byte[] comment() {
        return style().comment("still here");
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    private byte[] framed(ObjectNode event) {
        return style().event(event.toString());
    }

    private Style style() {
        return chunks.style();
    }
}
