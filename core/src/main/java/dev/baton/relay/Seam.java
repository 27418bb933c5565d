package dev.baton.relay;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.answer.Terms;
import dev.baton.answer.Transcript;
import dev.baton.dialect.BadAnswer;
import dev.baton.resilience.Observation;
import dev.baton.resilience.Opening;
import dev.baton.splice.Alignment;
import dev.baton.splice.Anchor;
import dev.baton.splice.SeamFailed;
import dev.baton.splice.SplitStop;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the events of a target that takes an answer over fit behind what the client has: text is aligned, a second role and
 * second thoughts are dropped, usage is joined, and what only the whole answer can show is looked at. Used by one thread at a
 * time.
 */
final class Seam {

    private final Alignment alignment;
    private final SplitStop stop;
    private final JoinedText whole;
    private final JoinedUsage usage;
    private boolean aligned;
    private boolean over;

    /**
     * Makes a seam.
     *
     * @param transcript what the client has, of which text is the least
     * @param terms what the whole answer has to keep to
     */
    Seam(Opening opening, Transcript transcript, Terms terms) {
        String delivered = transcript.text();
        // Whoever makes all of the answer from the client's own request keeps to its terms by itself.
        boolean addsToIt = opening == Opening.PREFILL || opening == Opening.ANCHOR;
        this.alignment = alignment(opening, delivered);
        this.stop = SplitStop.behind(delivered, addsToIt ? terms.stops() : List.of());
        this.whole = new JoinedText(delivered, addsToIt ? terms : Terms.NONE);
        this.usage = new JoinedUsage(opening, transcript);
    }

    private static Alignment alignment(Opening opening, String delivered) {
        return switch (opening) {
            case RESTART, PREFILL -> Alignment.afterPrefill(delivered);
            case REPLAY -> Alignment.replaying(delivered);
            case ANCHOR -> Alignment.behindAnchor(Anchor.of(delivered).orElseThrow(), delivered);
        };
    }

    /** Whether the answer ends here, whatever the target has still to say. */
    boolean isOver() {
        return over;
    }

    /**
     * The event as it goes on the client's answer; without a payload, since it is not what the target sent.
     *
     * @throws SeamFailed when the texts do not join, or the whole is not what was asked for
     */
    AnswerEvent join(AnswerEvent event) {
        List<Part> parts = new ArrayList<>(event.parts().size());
        for (Part part : event.parts()) {
            if (!over) {
                join(part, parts);
            }
        }
        return AnswerEvent.of(event.head(), parts);
    }

    private void join(Part part, List<Part> out) {
        switch (part) {
            case Part.Text said -> addText(alignment.accept(usage.said(said.text())), out);
            case Part.Finish finish -> {
                settle(out);
                finish(finish, out);
            }
            case Part.ToolCall call -> {
                settle(out);
                out.add(call);
            }
            case Part.Refusal refusal -> {
                settle(out);
                out.add(refusal);
            }
            case Part.Usage stated -> out.add(usage.joined(stated));
            case Part.Block block -> refuseUnknown(block);
            case Part.Role ignored -> {}
            case Part.Reasoning ignored -> {}
            case Part.Signature ignored -> {}
            case Part.Redacted ignored -> {}
            case Part.StillThinking ignored -> {}
        }
    }

    /** What has no part of its own cannot be made anew, and the target's own bytes do not fit behind a seam. */
    private static void refuseUnknown(Part.Block block) {
        if (block.kind() == Part.Block.Kind.OTHER) {
            throw new BadAnswer(new Observation.Unaligned("the target went on with something that is no text"));
        }
    }

    /** No more text comes: what is held must be decided on. */
    private void settle(List<Part> out) {
        if (!aligned) {
            aligned = true;
            addText(alignment.finish(), out);
            pass(stop.finish(), out);
        }
    }

    private void addText(String text, List<Part> out) {
        pass(stop.accept(text), out);
        stop.completed().ifPresent(stopSequence -> {
            over = true;
            finish(Part.Finish.at(stopSequence), out);
        });
    }

    private void pass(String text, List<Part> out) {
        if (!text.isEmpty()) {
            whole.add(text);
            usage.passed(text);
            out.add(new Part.Text(0, text));
        }
    }

    /** A second one, behind a stop string that the held text completed, is none. */
    private void finish(Part.Finish finish, List<Part> out) {
        if (out.stream().noneMatch(Part.Finish.class::isInstance)) {
            whole.check(finish.reason());
            out.add(finish);
        }
    }
}
