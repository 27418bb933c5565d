package dev.baton.gateway.settings;

/** Numbers of bytes as a configuration writes them. */
public final class Sizes {
    private Sizes() {}

    /** The shortest way to write it: {@code 256MiB}, {@code 64MB}; in whole KiB, rounded down, where no unit fits. */
    public static String shortest(long bytes) {
        for (Unit unit : Unit.values()) {
            if (bytes % unit.bytes == 0) {
                return bytes / unit.bytes + unit.name();
            }
        }
        return bytes / Unit.KiB.bytes + Unit.KiB.name();
    }

    /** From the largest to the smallest, each before the one that is a little less. */
    enum Unit {
        GiB(1L << 30),
        GB(1_000_000_000),
        MiB(1L << 20),
        MB(1_000_000),
        KiB(1L << 10),
        KB(1_000);

        private final long bytes;

        Unit(long bytes) {
            this.bytes = bytes;
        }

        long times(long amount) {
            return amount * bytes;
        }
    }
}
