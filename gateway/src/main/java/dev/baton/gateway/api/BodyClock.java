package dev.baton.gateway.api;

import dev.baton.dialect.BadRequest;
import dev.baton.relay.Time;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * The time that a body may take to arrive: enough for any line that is good for something, and too little for a client that
 * holds on by a byte now and then. Used by one thread at a time.
 */
final class BodyClock {

    /** For a body of any size. */
    static final Duration ALLOWED = Duration.ofSeconds(30);

    /** So many bytes bring a second more. */
    static final int BYTES_FOR_A_SECOND = 32 << 10;

    private final Time time;
    private final long began;
    private long bytes;

    BodyClock(Time time) {
        this.time = time;
        this.began = time.nanos().getAsLong();
    }

    void arrived(int more) {
        bytes += more;
    }

    /** Comes when the body has taken too long. */
    Mono<BadRequest> late() {
        return Mono.defer(() -> {
            Duration left = left();
            return left.isPositive() ? Mono.delay(left, time.scheduler()).then(late()) : Mono.just(tooSlow());
        });
    }

    private Duration left() {
        return ALLOWED.plusSeconds(bytes / BYTES_FOR_A_SECOND)
                .minusNanos(time.nanos().getAsLong() - began);
    }

    private static BadRequest tooSlow() {
        return new BadRequest(
                408,
                "body_timeout",
                null,
                "The body came too slowly (expected: all of it within " + ALLOWED.toSeconds()
                        + " seconds, and one more for every " + BYTES_FOR_A_SECOND / 1024 + " KiB).");
    }
}
