package dev.baton.relay;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.answer.Transcript;
import dev.baton.resilience.Opening;
import dev.baton.splice.Alignment;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the events of a target that takes an answer over fit behind what the client has: text is aligned, a second role and
 * second thoughts are dropped, usage is joined. Used by one thread at a time.
 */
final class Seam {

    private final Opening opening;
    private final Alignment alignment;
    private final long deliveredTokens;
    private boolean aligned;

    /** @param transcript what the client has, of which text is the least */
    Seam(Opening opening, Transcript transcript) {
        this.opening = opening;
        this.alignment = opening == Opening.REPLAY
                ? Alignment.replaying(transcript.text())
                : Alignment.afterPrefill(transcript.text());
        this.deliveredTokens = Part.Usage.estimate(transcript.characters());
    }

    /**
     * The event as it goes on the client's answer; without a payload, since it is not what the target sent.
     *
     * @throws dev.baton.splice.SeamFailed when the texts do not join
     */
    AnswerEvent join(AnswerEvent event) {
        List<Part> parts = new ArrayList<>(event.parts().size());
        for (Part part : event.parts()) {
            switch (part) {
                case Part.Text said -> addText(parts, alignment.accept(said.text()));
                case Part.Finish finish -> {
                    settle(parts);
                    parts.add(finish);
                }
                case Part.ToolCall call -> {
                    settle(parts);
                    parts.add(call);
                }
                case Part.Refusal refusal -> {
                    settle(parts);
                    parts.add(refusal);
                }
                case Part.Usage usage -> parts.add(joined(usage));
                case Part.Role ignored -> {}
                case Part.Reasoning ignored -> {}
            }
        }
        return AnswerEvent.of(event.head(), parts);
    }

    /** No more text comes: what is held must be decided on. */
    private void settle(List<Part> parts) {
        if (!aligned) {
            aligned = true;
            addText(parts, alignment.finish());
        }
    }

    private static void addText(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(0, text));
        }
    }

    /**
     * A replay counts the whole answer anew. A prefill counts the delivered text as prompt, while for the client it is a
     * part of the answer; how many tokens the first target made of it nobody said.
     */
    private Part.Usage joined(Part.Usage usage) {
        return opening == Opening.PREFILL
                ? new Part.Usage(
                        Math.max(0, usage.prompt() - deliveredTokens), usage.completion() + deliveredTokens, true, null)
                : usage;
    }
}
