package dev.baton.gateway.upstream;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * The addresses that names had when they were last resolved. One entry for each host that was ever configured; shared by all
 * loops, whichever of them resolved a name.
 */
final class KnownAddresses {

    /** What RFC 8767 advises, and most name servers do: by then an address may well be somebody else's. */
    private static final Duration MOST_AGE = Duration.ofDays(1);

    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    private record Known(InetAddress address, long since) {}

    KnownAddresses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void learned(String name, InetAddress address) {
        known.put(name, new Known(address, nanoTime.getAsLong()));
    }

    void forget(String name) {
        known.remove(name);
    }

    /** The last address of a name; empty where there is none, or none of the last day. */
    Optional<InetAddress> of(String name) {
        return Optional.ofNullable(known.get(name)).filter(this::isFresh).map(Known::address);
    }

    private boolean isFresh(Known last) {
        return nanoTime.getAsLong() - last.since() < MOST_AGE.toNanos();
    }
}
