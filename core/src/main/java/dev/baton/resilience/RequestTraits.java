package dev.baton.resilience;

/**
 * What matters of a request when its answer breaks.
 *
 * @param continuable whether an answer to it may be continued at all: one choice, no log probabilities, no structured
 *     output, whose parts cannot be joined safely
 * @param prefillable whether a trailing assistant message may be added to it: its own last message is not one
 * @param deterministic whether it asks for the same answer each time: temperature 0 or a seed
 */
public record RequestTraits(boolean continuable, boolean prefillable, boolean deterministic) {}
