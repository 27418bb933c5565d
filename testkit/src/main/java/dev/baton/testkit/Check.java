package dev.baton.testkit;

/** Refuses nonsense where it is said, in one shape: {@code name: value (expected: …)}. */
final class Check {

    private Check() {}

    static void that(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + found + " (expected: " + expected + ")");
        }
    }
}
