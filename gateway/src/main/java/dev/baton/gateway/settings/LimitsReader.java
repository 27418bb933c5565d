package dev.baton.gateway.settings;

/** Reads {@code baton.limits}. */
final class LimitsReader {
    private static final ValueType<Integer> CALLS = ValueTypes.integer(1, 1_000_000);

    private LimitsReader() {}

    static Limits read(ConfigNode limits) {
        limits.as(Section.LIMITS);
        return new Limits(limits.get("in-flight-per-target").read(CALLS, Limits.DEFAULT.inFlightPerTarget()));
    }
}
