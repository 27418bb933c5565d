package dev.baton.gateway.faults;

import dev.baton.gateway.Lane;
import dev.baton.gateway.StreamedAnswer;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * One way in which a fault is made. Immutable; every method gives a changed copy.
 *
 * @param act makes server B ready to fail after so many tokens
 * @param blow what somebody must do while the answer runs
 * @param places where it can strike
 * @param terms what else the client's call and the gateway's calls are like
 */
record Way(String name, Act act, Blow blow, List<Place> places, Terms terms) {

    /** How the servers of a lane are made ready. */
    @FunctionalInterface
    interface Act {
        void prepare(Lane lane, int tokens);
    }

    /** What happens while the answer runs. */
    @FunctionalInterface
    interface Blow {
        void strike(Lane lane, StreamedAnswer answer, int tokens);

        Blow NONE = (lane, answer, tokens) -> {};
    }

    /**
     * What is expected of the gateway.
     *
     * @param asked how often the first target is asked when it fails before its first token: 2 where asking again is worth it
     * @param first the provider that is asked first; others than {@code b} count no calls
     * @param model that the client asks for; see {@link #modelAt}
     * @param cause how the gateway calls the failure
     * @param status of an error that is told as it is
     * @param text of an answer that is unharmed, by the tokens after which the oddity comes
     * @param heavy whether it takes long, and so is not tried with everything that server C may do
     */
    record Terms(
            int asked, String first, String model, String cause, int status, IntFunction<String> text, boolean heavy) {

        /** Where only a clock shows that something is wrong, it is a short one, and the other clocks are long. */
        String modelAt(Place place) {
            boolean later = model.equals(QUICK) && place.tokens() > 0 && !place.isWhole();
            return later ? QUICK + "-later" : model;
        }
    }

    private static final String QUICK = "quick";

    /** The places at which most ways strike: at once, after one token, in the middle, after all tokens. */
    private static final List<Place> ANYWHERE = List.of(
            Place.BEGINNING, new Place(1, false), new Place(30, false), new Place(60, false), new Place(30, true));

    private static final Terms USUAL = new Terms(1, "b", "chat", "", 0, tokens -> Story.TEXT, false);

    /** A way that can strike anywhere. */
    static Way anywhere(String name, IntFunction<Script> script) {
        return new Way(name, answering(script), Blow.NONE, ANYWHERE, USUAL);
    }

    /** A way that can strike in a stream only, anywhere. */
    static Way streamed(String name, IntFunction<Script> script) {
        return anywhere(name, script).only(place -> !place.isWhole());
    }

    /** A way in which server B gives no answer at all, or tells one oddly from its beginning. */
    static Way atOnce(String name, Script script) {
        return atOnce(name, answering(tokens -> script));
    }

    static Way atOnce(String name, Act act) {
        return new Way(name, act, Blow.NONE, List.of(Place.BEGINNING, new Place(0, true)), USUAL);
    }

    /** A way that only a client sees that wants a stream. */
    static Way atOnceStreamed(String name, Script script) {
        return atOnce(name, script).only(place -> !place.isWhole());
    }

    /** A way that only a client sees that wants no stream. */
    static Way whole(String name, Script script) {
        return anywhere(name, tokens -> script).only(Place::isWhole);
    }

    private static Act answering(IntFunction<Script> script) {
        return (lane, tokens) -> lane.b().answers(script.apply(tokens));
    }

    Way only(Predicate<Place> possible) {
        return new Way(name, act, blow, places.stream().filter(possible).toList(), terms);
    }

    Way afterTokens() {
        return only(place -> place.tokens() > 0 && !place.isWhole());
    }

    Way notAt(int tokens) {
        return only(place -> place.tokens() != tokens);
    }

    Way blow(Blow what) {
        return new Way(name, act, what, places, terms);
    }

    /** Asking the same target again is worth it, as long as it has said nothing. */
    Way askedTwice() {
        return with(new Terms(2, terms.first, terms.model, terms.cause, terms.status, terms.text, terms.heavy));
    }

    /** The failing target is this provider, under a model of the same name. */
    Way firstIs(String provider) {
        return with(new Terms(terms.asked, provider, provider, terms.cause, terms.status, terms.text, terms.heavy));
    }

    /** Nothing but a clock shows that something is wrong. */
    Way onlyAClockTells() {
        return with(new Terms(terms.asked, terms.first, QUICK, "within ", terms.status, terms.text, terms.heavy));
    }

    Way cause(String words) {
        return with(new Terms(terms.asked, terms.first, terms.model, words, terms.status, terms.text, terms.heavy));
    }

    Way status(int code) {
        return with(new Terms(terms.asked, terms.first, terms.model, terms.cause, code, terms.text, terms.heavy));
    }

    Way text(IntFunction<String> whole) {
        return with(new Terms(terms.asked, terms.first, terms.model, terms.cause, terms.status, whole, terms.heavy));
    }

    Way heavy() {
        return with(new Terms(terms.asked, terms.first, terms.model, terms.cause, terms.status, terms.text, true));
    }

    private Way with(Terms changed) {
        return new Way(name, act, blow, places, changed);
    }
}
