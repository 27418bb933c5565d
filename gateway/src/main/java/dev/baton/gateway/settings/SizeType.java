package dev.baton.gateway.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, {@code 256MiB} or {@code 64MB}: thousands without an i, 1024s with it.
 *
 * @param min the fewest bytes that make sense
 * @param example a sensible one, for messages
 */
record SizeType(long min, String example) implements ValueType<Long> {
    private static final Pattern SIZE = Pattern.compile("(?<amount>[0-9]{1,9})(?<unit>[KMG]i?B)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

    @Override
    public String expected() {
        return "a size of at least " + Sizes.shortest(min) + ", such as " + example;
    }

    @Override
    public Long parse(String text) throws Mismatch {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw new Mismatch(
                    NUMBER.matcher(text).matches()
                            ? "a size with its unit (KiB, MiB, GiB, KB, MB or GB), such as " + example
                            : expected());
        }
        long size = Sizes.Unit.valueOf(parts.group("unit")).times(Long.parseLong(parts.group("amount")));
        if (size < min) {
            throw new Mismatch(expected());
        }
        return size;
    }
}
