package dev.baton.relay;

import java.util.function.LongSupplier;
import reactor.core.scheduler.Scheduler;

/**
 * The time an answer lives in.
 *
 * @param scheduler runs timers; where the answer's signals arrive on an event loop, that loop, so that an answer stays on
 *     one thread
 * @param nanos a clock that only goes forward, of the same time as the scheduler's
 */
public record Time(Scheduler scheduler, LongSupplier nanos) {

    /** Real time, with timers on this scheduler. */
    public static Time on(Scheduler scheduler) {
        return new Time(scheduler, System::nanoTime);
    }
}
