package dev.baton.gateway.faults;

import dev.baton.gateway.faults.Outcome.Played;
import java.util.Optional;

/**
 * What a client gets of one fault, by the time at which it strikes. Empty where the fault cannot strike.
 *
 * @param before the first token of a stream
 * @param after some tokens of a stream
 * @param whole in an answer that is not streamed
 */
record Outcomes(Optional<Outcome> before, Optional<Outcome> after, Optional<Outcome> whole) {

    /** B gives no answer at all. */
    static final Outcomes PASSED_OVER = of(Played.FAILS_OVER, null, Played.FAILS_OVER);

    /** B's answer breaks, at its beginning or later. */
    static final Outcomes TAKEN_OVER = of(Played.FAILS_OVER, Played.GOES_ON, Played.FAILS_OVER);

    /** What B does is odd and no fault. */
    static final Outcomes HARMLESS = of(Played.UNHARMED, Played.UNHARMED, Played.UNHARMED);

    /** The same where only a stream can show it. */
    static final Outcomes HARMLESS_IN_A_STREAM = of(Played.UNHARMED, Played.UNHARMED, null);

    static Outcomes of(Outcome before, Outcome after, Outcome whole) {
        return new Outcomes(Optional.ofNullable(before), Optional.ofNullable(after), Optional.ofNullable(whole));
    }

    /** The same words in all columns, shown by other tests. */
    static Outcomes always(String words) {
        return shown(words, words, words);
    }

    /** Shown by other tests; null where the fault cannot strike. */
    static Outcomes shown(String before, String after, String whole) {
        return of(elsewhere(before), elsewhere(after), elsewhere(whole));
    }

    private static Outcome elsewhere(String words) {
        return words == null ? null : new Outcome.Elsewhere(words);
    }

    Optional<Outcome> at(Place place) {
        return place.isWhole() ? whole : place.tokens() == 0 ? before : after;
    }
}
