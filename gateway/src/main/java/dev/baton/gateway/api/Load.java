package dev.baton.gateway.api;

import dev.baton.gateway.settings.Limits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The requests for an answer that are being served, whatever configuration they came under, and the bytes of their bodies. Safe
 * for use by many threads.
 */
final class Load {

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong heldBytes = new AtomicLong();
    private volatile @Nullable CompletableFuture<Void> none;

    /**
     * One request more, until its share is given back.
     *
     * @param announced bytes of its body that are to come as far as is known
     * @throws Unavailable when the limits are reached, or nothing is taken any more
     */
    Share take(Limits limits, long announced) {
        int before = inFlight.getAndIncrement();
        Share share = new Share(limits);
        Unavailable refusal = refusal(limits, before, announced);
        if (refusal != null) {
            share.giveBack();
            throw refusal;
        }
        return share;
    }

    private @Nullable Unavailable refusal(Limits limits, int before, long announced) {
        if (isRefusing()) {
            return Unavailable.shuttingDown();
        }
        if (before >= limits.inFlight()) {
            return Unavailable.tooManyInFlight(limits);
        }
        return heldBytes.get() + announced > limits.heldBodies() ? Unavailable.tooManyBytesHeld(limits) : null;
    }

    /**
     * From now on nothing is taken.
     *
     * @return completes when nothing is in flight
     */
    CompletableFuture<Void> refuse() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        none = over;
        if (inFlight.get() == 0) {
            over.complete(null);
        }
        return over;
    }

    boolean isRefusing() {
        return none != null;
    }

    int inFlight() {
        return inFlight.get();
    }

    private void leave() {
        int left = inFlight.decrementAndGet();
        CompletableFuture<Void> over = none;
        if (left == 0 && over != null) {
            over.complete(null);
        }
    }

    /** What one request has of the load. */
    final class Share {

        private final Limits limits;
        private long bytes;
        private boolean over;

        private Share(Limits limits) {
            this.limits = limits;
        }

        /**
         * So many bytes of the body more.
         *
         * @throws Unavailable when all bodies together have become too large
         */
        synchronized void hold(int more) {
            if (over) {
                return;
            }
            bytes += more;
            if (heldBytes.addAndGet(more) > limits.heldBodies()) {
                throw Unavailable.tooManyBytesHeld(limits);
            }
        }

        /** The request is over, whichever way; counts once. */
        synchronized void giveBack() {
            if (!over) {
                over = true;
                heldBytes.addAndGet(-bytes);
                leave();
            }
        }
    }
}
