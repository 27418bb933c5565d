package dev.baton.relay;

import dev.baton.answer.Part;
import dev.baton.answer.Transcript;
import dev.baton.resilience.Opening;
import dev.baton.splice.Anchor;

/**
 * What an answer cost as the client is told it: the prompt of its own request, and all that it was given. How many tokens the
 * first target made of its part nobody said, so the result is a guess. Used by one thread at a time.
 */
final class JoinedUsage {

    private final Opening opening;
    private final String delivered;
    private final long deliveredTokens;
    private final long promptTokens;
    private long repeated;

    JoinedUsage(Opening opening, Transcript transcript) {
        this.opening = opening;
        this.delivered = transcript.text();
        this.deliveredTokens = Part.Usage.estimate(transcript.characters());
        this.promptTokens = transcript.promptTokens();
    }

    /** Counts new text, and gives it back. */
    String said(String text) {
        repeated += text.length();
        return text;
    }

    /** Counts what of it the client was given. */
    void passed(String text) {
        repeated -= text.length();
    }

    /**
     * A replay counts the whole answer anew. Who adds to an answer counts the delivered text as prompt, and with an anchor also
     * what it was asked; what it repeats it counts as its own. An echo after a prefill counts differently from server to server,
     * and is rare: it is left in.
     */
    Part.Usage joined(Part.Usage usage) {
        return switch (opening) {
            case RESTART, REPLAY -> usage;
            case PREFILL -> joined(usage, delivered.length(), 0);
            case ANCHOR -> joined(usage, delivered.length() + request().length(), Math.max(0, repeated));
        };
    }

    private String request() {
        return Anchor.of(delivered).map(Anchor::request).orElse("");
    }

    private Part.Usage joined(Part.Usage usage, long added, long again) {
        long completion = Math.max(0, usage.completion() - Part.Usage.estimate(again));
        return new Part.Usage(prompt(usage, added), completion + deliveredTokens, usage.details(), true, null);
    }

    /** What the first target counted; where it had not said so yet, the count of this one without what was added. */
    private long prompt(Part.Usage usage, long added) {
        return promptTokens > 0 ? promptTokens : Math.max(0, usage.prompt() - Part.Usage.estimate(added));
    }
}
