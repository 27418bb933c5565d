package dev.baton.format;

/** A search for a pattern that would take too long. Carries no stack trace. */
final class PatternTooCostly extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PatternTooCostly() {
        super("a pattern that takes too long", null, false, false);
    }
}
