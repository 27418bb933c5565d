package dev.baton.resilience;

import dev.baton.route.Target;

/** One attempt that a plan asks for: which target, and how it takes up the answer. */
public record Step(Target target, Opening opening) {

    @Override
    public String toString() {
        return switch (opening) {
            case RESTART -> target.name();
            case PREFILL -> target.name() + " (prefill)";
            case REPLAY -> target.name() + " (replay)";
        };
    }
}
