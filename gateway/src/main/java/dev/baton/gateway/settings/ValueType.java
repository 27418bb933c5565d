package dev.baton.gateway.settings;

/** How a text becomes a value. */
interface ValueType<T> {

    /** Such as {@code a duration > 0, such as 2s}. */
    String expected();

    /** Throws what would have been right, which may say more than {@link #expected()}. */
    T parse(String text) throws Mismatch;

    /** The text as a problem may show it. */
    default String shown(String text) {
        return text;
    }
}
