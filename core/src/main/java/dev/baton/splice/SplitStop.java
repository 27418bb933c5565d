package dev.baton.splice;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a stop string of which the client has the beginning: the target that goes on does not know that beginning, and
 * so cannot find it. Such a string ends the answer; what the client lacks of it does not leave, and what the client has of it
 * stays. New text is held only while it may be the rest of one, so never longer than that. Used by one thread at a time.
 */
public final class SplitStop {

    /** A stop string of which the client has the beginning, and what must follow to complete it, which is not empty. */
    private record Begun(String stop, String rest) {}

    private final List<Begun> begun;

    private final StringBuilder held = new StringBuilder();
    private boolean decided;
    private @Nullable String completed;

    private SplitStop(List<Begun> begun) {
        this.begun = begun;
        this.decided = begun.isEmpty();
    }

    /**
     * Makes a search.
     *
     * @param delivered the text that the client has, behind which the new one is read
     * @param stops that the client asked for
     */
    public static SplitStop behind(String delivered, List<String> stops) {
        return new SplitStop(
                stops.stream().flatMap(stop -> begun(delivered, stop)).toList());
    }

    private static Stream<Begun> begun(String delivered, String stop) {
        return IntStream.range(1, stop.length())
                .filter(length -> delivered.endsWith(stop.substring(0, length)))
                .mapToObj(length -> new Begun(stop, stop.substring(length)));
    }

    /** Takes the next piece; gives what may pass now. */
    public String accept(String piece) {
        if (completed != null || decided) {
            return completed != null ? "" : piece;
        }
        held.append(piece);
        String text = held.toString();
        completed = completedBy(text);
        decided = begun.stream().noneMatch(it -> it.rest.startsWith(text));
        return decided && completed == null ? text : "";
    }

    private @Nullable String completedBy(String text) {
        return begun.stream()
                .filter(it -> text.startsWith(it.rest))
                .map(Begun::stop)
                .findFirst()
                .orElse(null);
    }

    /** No more pieces come; gives what was still held. */
    public String finish() {
        return completed != null || decided ? "" : held.toString();
    }

    /** The stop string that was completed: the answer ends here. */
    public Optional<String> completed() {
        return Optional.ofNullable(completed);
    }
}
