package dev.baton.gateway.api;

import dev.baton.dialect.BadRequest;
import dev.baton.relay.Ending;
import dev.baton.relay.Time;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The time that a body may take to arrive: enough for any line that is good for something, and too little for a client that
 * holds on by a byte now and then. Used by one thread at a time.
 */
final class BodyClock implements Ending {

    /** For a body of any size. */
    static final Duration ALLOWED = Duration.ofSeconds(30);

    /** So many bytes bring a second more. */
    static final int BYTES_FOR_A_SECOND = 32 << 10;

    private final Time time;
    private final long began;
    private long bytes;
    private Disposable timer = Disposables.disposed();

    BodyClock(Time time) {
        this.time = time;
        this.began = time.nanos().getAsLong();
    }

    void arrived(int more) {
        bytes += more;
    }

    /** Comes when the body has taken too long. To be waited for once. */
    @Override
    public Disposable await(Consumer<? super Throwable> end) {
        look(end);
        return () -> timer.dispose();
    }

    private void look(Consumer<? super Throwable> end) {
        Duration left = left();
        if (left.isPositive()) {
            timer = time.scheduler().schedule(() -> look(end), left.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            end.accept(tooSlow());
        }
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
