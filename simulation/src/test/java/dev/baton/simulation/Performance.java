package dev.baton.simulation;

import dev.baton.resilience.Failure;
import dev.baton.upstream.CallFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider does in one call, from the first byte to the last.
 *
 * @param label for people
 * @param headersAfter null for never
 * @param lost how the call fails in place of a response, null when one comes
 * @param pieces of the body, each with the silence before it
 * @param id of the answer, empty where it is none
 * @param script what is said, null where it is nothing of an answer
 * @param wire the script as a stream; null where there is none
 * @param wholeBytes how many bytes of the wire are sent before something else follows or the body ends
 * @param means the failure that must be read from it when it comes to its end, null where that depends
 */
record Performance(
        String label,
        @Nullable Duration headersAfter,
        CallFailed.@Nullable Stage lost,
        int status,
        Map<String, String> headers,
        List<Piece> pieces,
        End end,
        String id,
        @Nullable Script script,
        @Nullable Wire wire,
        int wholeBytes,
        @Nullable Class<? extends Failure> means) {

    /** A piece of a body, and the silence before it. */
    record Piece(Duration silence, byte[] bytes) {}

    /** How a body ends. */
    enum End {
        /** As it should. */
        CLOSES,
        /** With an error, behind all that was sent. */
        BREAKS,
        /** With an error, and what was sent and not read is lost. */
        BREAKS_AT_ONCE,
        /** It does not. */
        STAYS_OPEN
    }

    static final Map<String, String> STREAM = Map.of("content-type", "text/event-stream");
    static final Map<String, String> JSON = Map.of("content-type", "application/json");

    static Performance lost(CallFailed.Stage stage, Duration after, Class<? extends Failure> means) {
        return new Performance(
                "lost " + stage, after, stage, 0, Map.of(), List.of(), End.CLOSES, "", null, null, 0, means);
    }

    static Performance hung() {
        return new Performance("hangs", null, null, 0, Map.of(), List.of(), End.CLOSES, "", null, null, 0, null);
    }

    static Performance refusing(
            String label,
            int status,
            Map<String, String> headers,
            Pace pace,
            byte[] body,
            End end,
            @Nullable Class<? extends Failure> means) {
        return new Performance(
                label, pace.headers(), null, status, headers, pace.packets(body), end, "", null, null, 0, means);
    }

    static Performance pretending(String label, Map<String, String> headers, Pace pace, byte[] body) {
        return new Performance(
                label, pace.headers(), null, 200, headers, pace.packets(body), End.CLOSES, "", null, null, 0, null);
    }

    /**
     * Sends a part of an answer, and then something else.
     *
     * @param cut how much of the answer
     */
    static Performance speaking(String label, Script script, Wire wire, Pace pace, int cut, byte[] instead, End end) {
        byte[] spoken = new byte[cut + instead.length];
        System.arraycopy(wire.bytes(), 0, spoken, 0, cut);
        System.arraycopy(instead, 0, spoken, cut, instead.length);
        return new Performance(
                label,
                pace.headers(),
                null,
                200,
                STREAM,
                pace.packets(spoken),
                end,
                wire.id(),
                script,
                wire,
                cut,
                null);
    }

    static Performance answering(String label, String id, Script script, Pace pace, byte[] body, End end) {
        return new Performance(
                label, pace.headers(), null, 200, JSON, pace.packets(body), end, id, script, null, body.length, null);
    }

    /** How fast a provider sends, and in what packets. */
    record Pace(Dice dice, int largest, int usualGap, int longGaps) {

        static Pace drawn(Dice dice) {
            int largest = dice.percent(6) ? 1 : dice.oneOf(40, 200, 200, 700, 1400);
            return new Pace(dice, largest, dice.oneOf(0, 0, 20, 60, 300), dice.percent(12) ? 20 : 0);
        }

        Duration headers() {
            return dice.percent(5) ? dice.millis(1_000, 70_000) : dice.millis(0, 900);
        }

        List<Piece> packets(byte[] bytes) {
            List<Piece> pieces = new ArrayList<>();
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + dice.below(largest));
                byte[] piece = new byte[to - from];
                System.arraycopy(bytes, from, piece, 0, piece.length);
                pieces.add(new Piece(gap(), piece));
                from = to;
            }
            return pieces;
        }

        private Duration gap() {
            if (longGaps > 0 && dice.below(longGaps) == 0) {
                return dice.millis(500, 50_000);
            }
            return usualGap == 0 || dice.percent(30) ? Duration.ZERO : dice.millis(0, 2 * usualGap);
        }
    }
}
