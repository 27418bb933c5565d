package dev.baton.relay;

import java.util.function.Supplier;

/**
 * When the time of a whole answer is up. Runs also while the client is the slow side.
 *
 * @param at in nanoseconds of the answer's time
 * @param failure what the answer then ends with
 */
record Deadline(long at, Supplier<? extends Throwable> failure) {}
