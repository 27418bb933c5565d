package dev.baton.gateway.dialects;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What must come out the same whichever dialects meet.
 *
 * @param title stands in {@code docs/dialects.md}
 * @param forms in which it is played
 * @param alone whether server-b answers, and nobody else is asked, whoever stands behind it
 * @param fits whether the client has words for it
 */
record Scenario(String title, Set<Form> forms, boolean alone, Play play, Predicate<Encounter> fits) {

    /** Asks, and looks at what everybody has been told. */
    @FunctionalInterface
    interface Play {
        void with(Encounter met) throws Exception;
    }

    /** Of one provider, which answers in a stream and in one piece. */
    static Scenario ofOne(String title, Play play) {
        return new Scenario(title, EnumSet.allOf(Form.class), true, play, met -> true);
    }

    /** Of two providers, which may answer in streams and in one piece. */
    static Scenario ofTwo(String title, Play play) {
        return new Scenario(title, EnumSet.allOf(Form.class), false, play, met -> true);
    }

    /** In this form only. */
    Scenario only(Form form) {
        return new Scenario(title, EnumSet.of(form), alone, play, fits);
    }

    /** Of these encounters only. */
    Scenario where(Predicate<Encounter> condition) {
        return new Scenario(title, forms, alone, play, condition);
    }

    /** All that there are. */
    static List<Scenario> all() {
        return Stream.of(Asking.SCENARIOS, Answering.SCENARIOS, Calling.SCENARIOS, FailingOver.SCENARIOS)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return title;
    }
}
