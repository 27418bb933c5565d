package dev.baton.dialect.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * A JSON text with holes, for others that differ from it in a few strings alone, as the events of a stream do: what was learned
 * by parsing one is known of all that fit, by a comparison that costs a fraction of it.
 */
public final class Stencil {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int NO_FIT = -1;

    private final byte[] sample;
    private final int[] holes;

    /**
     * Cuts holes into a text.
     *
     * @param sample valid JSON in UTF-8, never changed
     * @param holes where the strings that may differ begin and end, without their quotes, from left to right
     */
    public Stencil(byte[] sample, int... holes) {
        this.sample = sample;
        this.holes = holes.clone();
    }

    /** Where the string that a parser has just read begins and ends, as the constructor wants it. */
    public static int[] placeOf(JsonParser json) {
        return new int[] {
            (int) json.currentTokenLocation().getByteOffset() + 1,
            (int) json.currentLocation().getByteOffset() - 1
        };
    }

    /**
     * The string in the first hole of a text that fits; null where it does not fit, or cannot be told to by a look: where that
     * string is empty, a string has escapes, or any but the first is not ASCII.
     */
    public @Nullable String firstOf(byte[] json) {
        int begin = holes[0];
        int end = fit(json, begin, 0);
        if (end <= begin || !fitsBehindFirst(json, end)) {
            return null;
        }
        String first = new String(json, begin, end - begin, UTF_8);
        return first.indexOf(REPLACEMENT) < 0 ? first : null;
    }

    private boolean fitsBehindFirst(byte[] json, int endOfFirst) {
        int at = endOfFirst;
        for (int hole = 2; hole < holes.length; hole += 2) {
            int begin = at + holes[hole] - holes[hole - 1];
            at = fit(json, begin, hole);
            if (at == NO_FIT || !isAscii(json, begin, at)) {
                return false;
            }
        }
        return Arrays.equals(sample, holes[holes.length - 1], sample.length, json, at, json.length);
    }

    /** Where the string in a hole ends that begins here, if what stands before it is the same. */
    private int fit(byte[] json, int begin, int hole) {
        int from = hole == 0 ? 0 : holes[hole - 1];
        int length = holes[hole] - from;
        boolean same = begin < json.length && Arrays.equals(sample, from, from + length, json, begin - length, begin);
        return same ? endOfString(json, begin) : NO_FIT;
    }

    private static int endOfString(byte[] json, int begin) {
        for (int at = begin; at < json.length; at++) {
            byte each = json[at];
            if (each == '"') {
                return at;
            }
            if (each == '\\' || (each >= 0 && each < ' ')) {
                return NO_FIT;
            }
        }
        return NO_FIT;
    }

    private static boolean isAscii(byte[] json, int begin, int end) {
        for (int at = begin; at < end; at++) {
            if (json[at] < 0) {
                return false;
            }
        }
        return true;
    }
}
