package dev.baton.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a response travels.
 *
 * @param contentType instead of the one that fits; null for that, empty for none
 * @param interims statuses of the 1xx responses before the real one
 * @param bytesPerWrite the most that leaves in one write
 */
record Manners(
        Framing framing,
        @Nullable String contentType,
        List<Header> headers,
        List<Integer> interims,
        int bytesPerWrite,
        Duration betweenWrites,
        Surplus surplus) {

    static final Manners GOOD =
            new Manners(Framing.STANDARD, null, List.of(), List.of(), Integer.MAX_VALUE, Duration.ZERO, Surplus.NONE);

    /**
     * A second response that nobody asked for.
     *
     * @param afterIdle how long the connection is idle before it comes; null for never
     */
    record Surplus(boolean withAnswer, @Nullable Duration afterIdle) {
        static final Surplus NONE = new Surplus(false, null);
    }

    Manners {
        headers = List.copyOf(headers);
        interims = List.copyOf(interims);
        Check.that(bytesPerWrite >= 1, "bytes-per-write", bytesPerWrite, "at least 1");
        for (int status : interims) {
            Check.that(status >= 100 && status < 200 && status != 101, "interim", status, "100, or 102 to 199");
        }
    }

    Manners withFraming(Framing changed) {
        return new Manners(changed, contentType, headers, interims, bytesPerWrite, betweenWrites, surplus);
    }

    Manners withContentType(String changed) {
        return new Manners(framing, changed, headers, interims, bytesPerWrite, betweenWrites, surplus);
    }

    Manners withInterims(List<Integer> changed) {
        return new Manners(framing, contentType, headers, changed, bytesPerWrite, betweenWrites, surplus);
    }

    Manners withWrites(int bytes, Duration between) {
        return new Manners(framing, contentType, headers, interims, bytes, between, surplus);
    }

    Manners withSurplus(Surplus changed) {
        return new Manners(framing, contentType, headers, interims, bytesPerWrite, betweenWrites, changed);
    }

    Manners and(Header header) {
        List<Header> all = new ArrayList<>(headers);
        all.add(header);
        return new Manners(framing, contentType, all, interims, bytesPerWrite, betweenWrites, surplus);
    }
}
