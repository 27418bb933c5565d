package dev.baton.gateway.settings;

/** Reads {@code baton.limits}. */
final class LimitsReader {
    private static final ValueType<Integer> COUNT = ValueTypes.integer(1, 1_000_000);
    private static final ValueType<Long> HELD_BODIES = new SizeType(Limits.LARGEST_BODY, "256MiB");

    private LimitsReader() {}

    static Limits read(ConfigNode limits) {
        limits.as(Section.LIMITS);
        return new Limits(
                limits.get("in-flight").read(COUNT, Limits.DEFAULT.inFlight()),
                limits.get("in-flight-per-target").read(COUNT, Limits.DEFAULT.inFlightPerTarget()),
                limits.get("held-bodies").read(HELD_BODIES, Limits.DEFAULT.heldBodies()));
    }
}
