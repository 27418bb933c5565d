package dev.baton.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Measures the silence of a target, which counts only while the reader wants more, and the time left of the whole answer.
 * Costs a timer for each period of silence, not for each event. Used by one thread at a time.
 */
final class AttemptClock {

    private final Reading reading;
    private final Deadline deadline;
    private final Time time;
    private final Runnable alarm;
    private boolean counting;
    private long stoppedAt;
    private long silentSince;
    private @Nullable Duration armedFor;
    private @Nullable Disposable timer;

    /** @param alarm rings, on the thread of the timers, when it may be time */
    AttemptClock(Reading reading, Deadline deadline, Time time, Runnable alarm) {
        this.reading = reading;
        this.deadline = deadline;
        this.time = time;
        this.alarm = alarm;
        this.stoppedAt = time.nanos().getAsLong();
        this.silentSince = stoppedAt;
    }

    /** To be told after each thing that happened: whether the reader wants more now. The limit may have changed, too. */
    void watch(boolean readerWantsMore) {
        if (readerWantsMore != counting) {
            long now = time.nanos().getAsLong();
            if (readerWantsMore) {
                silentSince = lastSign() + now - stoppedAt;
            } else {
                stoppedAt = now;
            }
            counting = readerWantsMore;
        }
        if (timer == null || !Objects.equals(armedFor, reading.limit())) {
            arm(time.nanos().getAsLong());
        }
    }

    private long lastSign() {
        return Math.max(silentSince, reading.progressAt());
    }

    boolean isPastDeadline(long now) {
        return now - deadline.at() >= 0;
    }

    boolean isSilentTooLong(long now) {
        Duration limit = reading.limit();
        return counting && limit != null && now - lastSign() >= limit.toNanos();
    }

    /** Rings when the silence may be too long, if it lasts, or the deadline has come. */
    void arm(long now) {
        disarm();
        armedFor = reading.limit();
        long left = deadline.at() - now;
        if (armedFor != null) {
            left = Math.min(left, armedFor.toNanos() - (counting ? now - lastSign() : 0));
        }
        timer = time.scheduler().schedule(alarm, Math.max(0, left), TimeUnit.NANOSECONDS);
    }

    void disarm() {
        if (timer != null) {
            timer.dispose();
            timer = null;
        }
    }
}
