package dev.baton.relay;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.resilience.Observation;
import dev.baton.route.RoutePolicy.Timeouts;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt has brought: bytes in, events for the client out. Knows how long its target may be silent now. Plain code,
 * used by one thread at a time.
 */
final class Reading {

    /** After the last finish: for usage and the end marker, which some servers never send. */
    static final Duration AFTER_FINISH = Duration.ofSeconds(2);

    /** After the end marker: for the end of the body, so that the connection can be used again. */
    private static final Duration AFTER_END = Duration.ofMillis(100);

    private final Timeouts timeouts;
    private final boolean streaming;
    private final BooleanSupplier lastCandidate;
    private final @Nullable Seam seam;
    private final Hold hold;
    private final Time time;
    private @Nullable AnswerReader reader;
    private boolean useful;
    private long progressAt;

    /**
     * Makes the reading of an attempt that has not begun.
     *
     * @param lastCandidate whether nobody could take over: then its first useful event is waited for; may become true
     * @param seam where the answer goes on; null where it begins
     */
    Reading(
            Timeouts timeouts,
            boolean streaming,
            BooleanSupplier lastCandidate,
            @Nullable Seam seam,
            Hold hold,
            Time time) {
        this.timeouts = timeouts;
        this.streaming = streaming;
        this.lastCandidate = lastCandidate;
        this.seam = seam;
        this.hold = hold;
        this.time = time;
        this.progressAt = time.nanos().getAsLong();
    }

    /** The response has begun, and this is how to read it. */
    void begin(AnswerReader answer) {
        reader = answer;
    }

    /**
     * Reads on.
     *
     * @param out takes what may leave
     * @throws RuntimeException when the bytes show a failure; what was good before it has gone out
     */
    void read(byte[] bytes, Consumer<AnswerEvent> out) {
        reader().read(bytes, event -> take(event, out));
    }

    /** Reads the end of the body; throws when the answer has not ended. */
    void end(Consumer<AnswerEvent> out) {
        reader().end(event -> take(event, out));
    }

    private void take(AnswerEvent event, Consumer<AnswerEvent> out) {
        if (isOver()) {
            return;
        }
        if (event.isUseful()) {
            useful = true;
            progressAt = time.nanos().getAsLong();
        } else if (event.has(Part.StillThinking.class)) {
            progressAt = time.nanos().getAsLong();
            if (event.isMereProgress()) {
                // Held by nobody: a model may think for as many events as it likes.
                return;
            }
        }
        AnswerEvent joined = seam == null ? event : seam.join(event);
        if (seam != null && joined.parts().isEmpty()) {
            // Swallowed, because the client has it: not held, so it fills no preamble however long the text is.
            return;
        }
        hold.pass(joined, isComplete(), out);
    }

    private AnswerReader reader() {
        if (reader == null) {
            throw new IllegalStateException("the response has not begun");
        }
        return reader;
    }

    /** Whether nothing is lost when no more is read. */
    boolean isComplete() {
        return isOver() || (reader != null && reader.stage() != Stage.OPEN);
    }

    /** Whether nothing more may be read: the answer has ended before its target did. */
    boolean isOver() {
        return seam != null && seam.isOver();
    }

    /** How long the target may be silent now, null for as long as it likes. */
    @Nullable
    Duration limit() {
        Stage stage = reader == null ? Stage.OPEN : reader.stage();
        return switch (stage) {
            case ENDED -> AFTER_END;
            case FINISHED -> AFTER_FINISH;
            case OPEN -> !streaming ? timeouts.wholeAnswer() : useful ? timeouts.betweenTokens() : firstToken();
        };
    }

    private @Nullable Duration firstToken() {
        return lastCandidate.getAsBoolean() ? null : timeouts.firstToken();
    }

    /** When something useful came last, or the model said that it is thinking, in nanoseconds: bytes alone are no progress. */
    long progressAt() {
        return progressAt;
    }

    /** What a silence beyond the limit means: a failure, or null where nothing is missing. */
    @Nullable
    Throwable expired() {
        if (isComplete()) {
            return null;
        }
        Duration limit = limit();
        String waited = limit == null ? "" : " within " + limit.toMillis() + " ms";
        return new BadAnswer(new Observation.Quiet((useful ? "no further token" : "no answer") + waited));
    }
}
