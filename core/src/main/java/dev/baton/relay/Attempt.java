package dev.baton.relay;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.resilience.Observation;
import dev.baton.route.RoutePolicy.Timeouts;
import dev.baton.upstream.CallFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * One attempt while it runs: bytes in, events for the client out. Knows how long its target may be silent now. Plain code,
 * used by one thread at a time.
 */
final class Attempt implements IdleLimit.Rule {

    /** After the last finish: for usage and the end marker, which some servers never send. */
    private static final Duration AFTER_FINISH = Duration.ofSeconds(2);

    /** After the end marker: for the end of the body, so that the connection can be used again. */
    private static final Duration AFTER_END = Duration.ofMillis(100);

    /** Passes where no event does although the limit has changed, so that the clock looks at it again. */
    private static final AnswerEvent NEW_LIMIT = AnswerEvent.of(Head.NONE, List.of());

    private final Timeouts timeouts;
    private final boolean streaming;
    private final boolean lastCandidate;
    private final @Nullable Seam seam;
    private final Hold hold;
    private final Time time;
    private @Nullable AnswerReader reader;
    private boolean useful;
    private volatile long progressAt;

    /**
     * Makes an attempt that has not begun.
     *
     * @param lastCandidate whether nobody could take over: then its first useful event is waited for
     * @param seam where the answer goes on; null where it begins
     */
    Attempt(Timeouts timeouts, boolean streaming, boolean lastCandidate, @Nullable Seam seam, Hold hold, Time time) {
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

    /** The events in these bytes; when they also show a failure, iterating throws it behind the events. */
    Iterable<AnswerEvent> read(byte[] bytes) {
        return reading(events -> reader().read(bytes, event -> take(event, events)));
    }

    /** The body has ended; whether the answer has, too, its reader tells. */
    Iterable<AnswerEvent> end() {
        return reading(events -> reader().end(event -> take(event, events)));
    }

    /** The body broke off, which does not matter when the answer was complete. */
    Iterable<AnswerEvent> broken(Throwable failure) {
        if (failure instanceof CallFailed && isComplete()) {
            return List.of();
        }
        throw Exceptions.propagate(failure);
    }

    private Iterable<AnswerEvent> reading(Consumer<List<AnswerEvent>> read) {
        List<AnswerEvent> events = new ArrayList<>();
        Duration before = limit();
        try {
            read.accept(events);
        } catch (RuntimeException failure) {
            return new EventsThenFailure(events, failure);
        }
        if (events.isEmpty() && !Objects.equals(limit(), before)) {
            events.add(NEW_LIMIT);
        }
        return events;
    }

    /** Whether this is of the answer, and not for the clock only. */
    static boolean isForClient(AnswerEvent event) {
        return !event.equals(NEW_LIMIT);
    }

    private void take(AnswerEvent event, List<AnswerEvent> events) {
        if (event.isUseful()) {
            useful = true;
            progressAt = time.nanos().getAsLong();
        }
        AnswerEvent joined = seam == null ? event : seam.join(event);
        if (seam != null && joined.parts().isEmpty()) {
            // Swallowed, because the client has it: not held, so it fills no preamble however long the text is.
            return;
        }
        hold.pass(joined, isComplete(), events::add);
    }

    private AnswerReader reader() {
        if (reader == null) {
            throw new IllegalStateException("the response has not begun");
        }
        return reader;
    }

    /** Whether nothing is lost when no more is read. */
    boolean isComplete() {
        return reader != null && reader.stage() != Stage.OPEN;
    }

    @Override
    public boolean watchesSource() {
        return true;
    }

    @Override
    public @Nullable Duration limit() {
        Stage stage = reader == null ? Stage.OPEN : reader.stage();
        return switch (stage) {
            case ENDED -> AFTER_END;
            case FINISHED -> AFTER_FINISH;
            case OPEN -> !streaming ? timeouts.wholeAnswer() : useful ? timeouts.betweenTokens() : firstToken();
        };
    }

    private @Nullable Duration firstToken() {
        return lastCandidate ? null : timeouts.firstToken();
    }

    @Override
    public long progressAt() {
        return progressAt;
    }

    @Override
    public @Nullable Throwable expired() {
        if (isComplete()) {
            return null;
        }
        Duration limit = limit();
        String waited = limit == null ? "" : " within " + limit.toMillis() + " ms";
        return new BadAnswer(new Observation.Quiet((useful ? "no further token" : "no answer") + waited));
    }

    /** Events that were good, and what came behind them. */
    private record EventsThenFailure(List<AnswerEvent> events, RuntimeException failure)
            implements Iterable<AnswerEvent> {

        @Override
        public Iterator<AnswerEvent> iterator() {
            Iterator<AnswerEvent> good = events.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    if (!good.hasNext()) {
                        throw failure;
                    }
                    return true;
                }

                @Override
                public AnswerEvent next() {
                    return good.next();
                }
            };
        }
    }
}
