package dev.baton.simulation;

import dev.baton.upstream.CallFailed;
import dev.baton.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** One call while it runs: gives its performance, and notes what was taken of it. */
final class SimulatedCall {

    /** How a call ended, as its provider sees it. */
    enum End {
        RUNNING,
        /** The provider had its way to the end. */
        PLAYED,
        /** The caller hung up. */
        CANCELLED
    }

    private final VirtualTime time;
    private final Asked asked;
    private final Performance performance;
    private final long began;
    private final Body body;
    private final Disposable.Swap next = Disposables.swap();
    private End end = End.RUNNING;
    private long ended = -1;
    private int sent;
    private long progressAt;
    private final List<Long> progressSince = new ArrayList<>();

    SimulatedCall(VirtualTime time, Asked asked, Performance performance) {
        this.time = time;
        this.asked = asked;
        this.performance = performance;
        this.began = time.nanos();
        this.progressAt = began;
        this.progressSince.add(began);
        this.body = new Body(performance.pieces().iterator());
    }

    Asked asked() {
        return asked;
    }

    Performance performance() {
        return performance;
    }

    long began() {
        return began;
    }

    /** When it ended, -1 while it runs. */
    long ended() {
        return ended;
    }

    End end() {
        return end;
    }

    boolean isOver() {
        return end != End.RUNNING;
    }

    /**
     * When the caller had got the last event that showed progress, at the latest; when the call began, if there was none. A line
     * end in two pieces, or one that a cut has left out, may be awaited or not.
     */
    long progressAt() {
        return progressAt;
    }

    /** When the caller had got that event at the earliest. */
    long progressSince() {
        return progressSince.get(certain().useful());
    }

    /** How many bytes of the body the caller has taken. */
    int sent() {
        return sent;
    }

    /** Whether the provider had something to say that the caller did not want to hear yet. */
    boolean waitedForItsReader() {
        return body.isWaiting();
    }

    /** What the caller must have understood by now. */
    Wire.Mark certain() {
        Wire wire = performance.wire();
        if (wire == null) {
            return Wire.Mark.START;
        }
        // What follows a cut begins with two line ends, and they end the event that the cut left without its own.
        int cut = performance.wholeBytes();
        return sent >= cut + 2 ? wire.possibleAt(cut) : wire.certainAt(Math.min(sent, cut));
    }

    /** What the caller may have understood by now. */
    Wire.Mark possible() {
        Wire wire = performance.wire();
        return wire == null ? Wire.Mark.START : wire.possibleAt(Math.min(sent, performance.wholeBytes()));
    }

    Mono<UpstreamResponse> response() {
        return Mono.create(sink -> {
            sink.onCancel(this::hangUp);
            Duration wait = performance.headersAfter();
            if (wait != null) {
                next.update(time.after(wait, () -> begin(sink)));
            }
        });
    }

    private void begin(MonoSink<UpstreamResponse> sink) {
        CallFailed.Stage lost = performance.lost();
        if (lost != null) {
            over(End.PLAYED);
            sink.error(new CallFailed(lost, "the call was lost"));
        } else {
            body.begin();
            sink.success(new UpstreamResponse(performance.status(), performance.headers(), body));
        }
    }

    private void hangUp() {
        over(End.CANCELLED);
        next.dispose();
    }

    private void over(End how) {
        if (end == End.RUNNING) {
            end = how;
            ended = time.nanos();
            asked.answer().callEnded(this);
        }
    }

    private void took(byte[] bytes) {
        int before = certain().useful();
        sent += bytes.length;
        while (progressSince.size() <= possible().useful()) {
            progressSince.add(time.nanos());
        }
        if (certain().useful() > before) {
            progressAt = time.nanos();
            asked.answer().pulledMore(this);
        }
    }

    /** A body whose pieces come in their time, wait for demand, and go to one reader. */
    private final class Body extends Flux<byte[]> implements Subscription {

        private final Iterator<Performance.Piece> coming;
        private final Deque<byte[]> ready = new ArrayDeque<>();
        private @Nullable CoreSubscriber<? super byte[]> reader;
        private long wanted;
        private boolean allSent;
        private boolean emitting;

        Body(Iterator<Performance.Piece> coming) {
            this.coming = coming;
        }

        void begin() {
            if (coming.hasNext()) {
                Performance.Piece piece = coming.next();
                next.update(time.after(piece.silence(), () -> send(piece.bytes())));
            } else {
                allSent = true;
            }
        }

        private void send(byte[] piece) {
            ready.add(piece);
            begin();
            emit();
        }

        boolean isWaiting() {
            return !ready.isEmpty();
        }

        @Override
        public void subscribe(CoreSubscriber<? super byte[]> actual) {
            if (reader != null) {
                throw new AssertionError("a body was subscribed to twice");
            }
            reader = actual;
            actual.onSubscribe(this);
            emit();
        }

        @Override
        public void request(long more) {
            wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
            if (performance.script() != null && wanted > Episode.MOST_AHEAD) {
                asked.answer().broken("the relay asks for " + wanted + " pieces of a body at a time");
            }
            emit();
        }

        @Override
        public void cancel() {
            hangUp();
        }

        private void emit() {
            if (emitting || reader == null) {
                return;
            }
            emitting = true;
            while (!isOver() && wanted > 0 && !ready.isEmpty()) {
                wanted--;
                byte[] piece = ready.remove();
                took(piece);
                reader.onNext(piece);
                asked.answer().digested(SimulatedCall.this);
            }
            emitting = false;
            finish(reader);
        }

        private void finish(CoreSubscriber<? super byte[]> to) {
            boolean dropping = performance.end() == Performance.End.BREAKS_AT_ONCE;
            if (isOver() || !allSent || (!ready.isEmpty() && !dropping)) {
                return;
            }
            switch (performance.end()) {
                case CLOSES -> {
                    over(End.PLAYED);
                    to.onComplete();
                }
                case BREAKS, BREAKS_AT_ONCE -> {
                    ready.clear();
                    over(End.PLAYED);
                    to.onError(new CallFailed(CallFailed.Stage.BODY, "connection reset in the middle of the response"));
                }
                case STAYS_OPEN -> {}
            }
        }
    }

    @Override
    public String toString() {
        return "%s %s %s: %s; %s after %d bytes, from %d to %d ms"
                .formatted(
                        asked.target(),
                        asked.manner(),
                        asked.delivered().length(),
                        performance.label(),
                        end,
                        sent,
                        began / 1_000_000,
                        ended / 1_000_000);
    }
}
