package dev.baton.dialect.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * A JSON text with holes, for others that differ from it in a few strings alone, as the events of a stream do: what was learned
 * by parsing one is known of all that fit, by a comparison that costs a fraction of it.
 */
public final class Stencil {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int NO_FIT = -1;

    /** A string in the sample, without its quotes. */
    public record Hole(int begin, int end) {

        /** Where the string stands that a parser has just read to its end. */
        public static Hole at(JsonParser json) {
            return new Hole(
                    (int) json.currentTokenLocation().getByteOffset() + 1,
                    (int) json.currentLocation().getByteOffset() - 1);
        }
    }

    private final byte[] sample;
    private final Hole wanted;
    private final List<Hole> holes;

    /**
     * Cuts holes into a text.
     *
     * @param sample valid JSON in UTF-8, never changed
     * @param wanted the string that is asked for
     * @param holes this one, and strings that nobody looks at, from left to right
     */
    public Stencil(byte[] sample, Hole wanted, List<Hole> holes) {
        this.sample = sample;
        this.wanted = wanted;
        this.holes = List.copyOf(holes);
    }

    /**
     * The wanted string of a text that fits; null where it does not fit, or cannot be told to by a look: where that string is
     * empty, any has escapes, or an ignored one is not ASCII.
     */
    public @Nullable String wantedOf(byte[] json) {
        String found = null;
        int from = 0;
        int at = 0;
        for (Hole hole : holes) {
            int begin = at + hole.begin - from;
            int end =
                    isSame(from, hole.begin, json, at, begin) ? endOfString(json, begin, hole.equals(wanted)) : NO_FIT;
            if (end == NO_FIT) {
                return null;
            }
            if (hole.equals(wanted)) {
                found = text(json, begin, end);
            }
            from = hole.end;
            at = end;
        }
        return isSame(from, sample.length, json, at, json.length) ? found : null;
    }

    private boolean isSame(int from, int to, byte[] json, int begin, int end) {
        return end <= json.length && Arrays.equals(sample, from, to, json, begin, end);
    }

    private static int endOfString(byte[] json, int begin, boolean anyCharacter) {
        for (int at = begin; at < json.length; at++) {
            byte each = json[at];
            if (each == '"') {
                return at;
            }
            // What is not ASCII is negative.
            if (each == '\\' || (each < ' ' && !(each < 0 && anyCharacter))) {
                return NO_FIT;
            }
        }
        return NO_FIT;
    }

    private static @Nullable String text(byte[] json, int begin, int end) {
        String text = new String(json, begin, end - begin, UTF_8);
        return text.isEmpty() || text.indexOf(REPLACEMENT) >= 0 ? null : text;
    }
}
