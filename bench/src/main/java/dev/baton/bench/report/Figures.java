package dev.baton.bench.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

    private Figures() {}

    /** With thousands set apart. */
    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** Such as {@code 3.5×}. */
    static String ratio(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f×" : "%.0f×", value);
    }
}
