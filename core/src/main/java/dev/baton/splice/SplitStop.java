package dev.baton.splice;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for a stop string of which the client has the beginning: the target that goes on does not know that beginning, and
 * so cannot find it. Such a string ends the answer; what the client lacks of it does not leave, and what the client has of it
 * stays. New text is held only while it may be the rest of one, so never longer than that. Used by one thread at a time.
 */
public final class SplitStop {

    /** What must follow the delivered text to complete a stop string; empty strings are not among them. */
    private final List<String> rests;

    private final StringBuilder held = new StringBuilder();
    private boolean decided;
    private boolean complete;

    private SplitStop(List<String> rests) {
        this.rests = rests;
        this.decided = rests.isEmpty();
    }

    /**
     * Makes a search.
     *
     * @param delivered the text that the client has, behind which the new one is read
     * @param stops that the client asked for
     */
    public static SplitStop behind(String delivered, List<String> stops) {
        return new SplitStop(
                stops.stream().flatMap(stop -> rests(delivered, stop)).toList());
    }

    private static Stream<String> rests(String delivered, String stop) {
        return IntStream.range(1, stop.length())
                .filter(length -> delivered.endsWith(stop.substring(0, length)))
                .mapToObj(stop::substring);
    }

    /** Takes the next piece; gives what may pass now. */
    public String accept(String piece) {
        if (complete || decided) {
            return complete ? "" : piece;
        }
        held.append(piece);
        String text = held.toString();
        complete = rests.stream().anyMatch(text::startsWith);
        decided = rests.stream().noneMatch(rest -> rest.startsWith(text));
        return decided && !complete ? text : "";
    }

    /** No more pieces come; gives what was still held. */
    public String finish() {
        return complete || decided ? "" : held.toString();
    }

    /** Whether a stop string was completed: the answer ends here. */
    public boolean isComplete() {
        return complete;
    }
}
