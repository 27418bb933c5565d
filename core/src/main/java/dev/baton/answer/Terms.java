package dev.baton.answer;

import java.util.List;
import java.util.Optional;

/**
 * What an answer has to keep to as a whole, when its parts come from several targets of which none knows the others' parts.
 *
 * @param stops texts that end the answer and do not belong to it, none of them empty
 * @param mostTokens the longest answer, at least 1; {@link Long#MAX_VALUE} where the client set no limit
 * @param format what the whole text has to be
 */
public record Terms(List<String> stops, long mostTokens, AnswerFormat format) {

    /** An answer may be anything. */
    public static final Terms NONE = new Terms(List.of(), Long.MAX_VALUE, AnswerFormat.ANY);

    public Terms {
        stops = List.copyOf(stops);
    }

    /** Whether parts that were made without the constraint must be looked at as a whole. */
    public boolean hasFormat() {
        return !format.equals(AnswerFormat.ANY);
    }

    /**
     * How an answer ends that has come so far: whoever generated it would not have said more. A text that has to be
     * something else than words does not end with a stop string: cut there it would hardly be that.
     *
     * @return empty when more may follow
     */
    public Optional<Part.Finish> endOf(String text) {
        Optional<Part.Finish> stopped = hasFormat() ? Optional.empty() : stopAtEndOf(text);
        return stopped.or(
                () -> isLongEnough(text) ? Optional.of(new Part.Finish(0, FinishReason.LENGTH)) : Optional.empty());
    }

    private Optional<Part.Finish> stopAtEndOf(String text) {
        return stops.stream().filter(text::endsWith).findFirst().map(Part.Finish::at);
    }

    private boolean isLongEnough(String text) {
        return Part.Usage.estimate(text.length()) >= mostTokens;
    }
}
