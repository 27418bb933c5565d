package dev.baton.resilience;

import dev.baton.route.Target;

/**
 * One attempt that a plan asks for.
 *
 * @param target who is called
 * @param opening how it takes up the answer
 * @param thinkingOff whether it is told not to think first, by its {@linkplain Target#thinkingSwitch() switch}
 */
public record Step(Target target, Opening opening, boolean thinkingOff) {

    /** A step that leaves thinking to the request. */
    public Step(Target target, Opening opening) {
        this(target, opening, false);
    }

    @Override
    public String toString() {
        return switch (opening) {
            case RESTART -> target.name();
            case PREFILL -> target.name() + (thinkingOff ? " (prefill, thinking off)" : " (prefill)");
            case REPLAY -> target.name() + " (replay)";
            case ANCHOR -> target.name() + " (anchor)";
        };
    }
}
