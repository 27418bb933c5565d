package dev.baton.gateway.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator of requests that found no room, a line now and then: an overload must not drown its own log. */
final class RefusalLog {

    static final Duration PERIOD = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final LongSupplier nanos;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong quietUntil;

    /** @param nanos a clock that only goes forward */
    RefusalLog(LongSupplier nanos) {
        this.nanos = nanos;
        this.quietUntil = new AtomicLong(nanos.getAsLong());
    }

    void refused(Unavailable why) {
        untold.incrementAndGet();
        long now = nanos.getAsLong();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + PERIOD.toNanos())) {
            LOG.warn("{} requests refused since the last such line: {}", untold.getAndSet(0), why.text());
        }
    }
}
