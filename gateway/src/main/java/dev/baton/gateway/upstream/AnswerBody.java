package dev.baton.gateway.upstream;

import dev.baton.upstream.CallFailed;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * The body of an answer as it arrives. What its reader does not want yet waits here; when that is much, no more is read from
 * the connection until all of it is gone. Everything happens on the loop of the call; only the methods of {@link Subscription}
 * and {@code subscribe} may be called from elsewhere.
 */
final class AnswerBody extends Flux<byte[]> implements Subscription {

    private static final int MUCH = 16 * 1024;

    private final Call call;
    private final Queue<byte[]> waiting = new ArrayDeque<>(2);
    private @Nullable CoreSubscriber<? super byte[]> reader;
    private int waitingBytes;
    private long wanted;
    private boolean paused;
    private boolean handingOut;
    private boolean ended;
    private boolean cancelled;
    private @Nullable CallFailed failure;

    AnswerBody(Call call) {
        this.call = call;
    }

    @Override
    public void subscribe(CoreSubscriber<? super byte[]> actual) {
        call.run(() -> begin(actual));
    }

    private void begin(CoreSubscriber<? super byte[]> actual) {
        if (reader != null) {
            Operators.error(actual, new IllegalStateException("a body is read once"));
            return;
        }
        reader = actual;
        actual.onSubscribe(this);
        handOut();
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            call.run(() -> want(n));
        }
    }

    private void want(long n) {
        wanted = Operators.addCap(wanted, n);
        handOut();
    }

    void add(byte[] bytes) {
        waiting.add(bytes);
        waitingBytes += bytes.length;
        handOut();
        if (waitingBytes > MUCH && !paused) {
            paused = true;
            call.readOn(false);
        }
    }

    /** No more comes; {@code cause} says why where the body is not complete. */
    void end(@Nullable CallFailed cause) {
        ended = true;
        failure = cause;
        handOut();
    }

    private void handOut() {
        CoreSubscriber<? super byte[]> actual = reader;
        if (handingOut || cancelled || actual == null) {
            return;
        }
        handingOut = true;
        while (wanted > 0 && !waiting.isEmpty()) {
            byte[] next = waiting.remove();
            waitingBytes -= next.length;
            wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
            actual.onNext(next);
        }
        if (cancelled) {
            return;
        }
        // Stays set behind the end: nothing is handed out after it.
        handingOut = ended && waiting.isEmpty();
        if (handingOut) {
            close(actual);
        } else if (paused && waiting.isEmpty()) {
            paused = false;
            call.readOn(true);
        }
    }

    private void close(CoreSubscriber<? super byte[]> actual) {
        if (failure == null) {
            actual.onComplete();
        } else {
            actual.onError(failure);
        }
    }

    /** Ends the call. Nothing is handed out any more. */
    @Override
    public void cancel() {
        call.run(() -> {
            cancelled = true;
            waiting.clear();
            call.cancel();
        });
    }
}
