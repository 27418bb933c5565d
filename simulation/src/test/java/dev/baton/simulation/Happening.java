package dev.baton.simulation;

import dev.baton.resilience.Failure;

/** Something that happened at a gateway, as it shows from outside the core. All that happens is in one order. */
sealed interface Happening {

    /** In nanoseconds of the world's time. */
    long at();

    /** A client came. */
    record Came(long at, Episode answer) implements Happening {}

    /** A call was made. */
    record Asked(long at, SimulatedCall call) implements Happening {}

    /** An event of a call was handed out. */
    record Heard(long at, SimulatedCall call) implements Happening {}

    /** A call is over for its provider: all is said, or the caller has hung up. */
    record Ended(long at, SimulatedCall call) implements Happening {}

    /** The relay has seen that a call came to nothing: later than it ended where the client had more to take first. */
    record Broke(long at, SimulatedCall call, Failure failure) implements Happening {}

    /** An answer is over: complete, failed, or left by its client. */
    record Over(long at, Episode answer) implements Happening {}
}
