package dev.baton.gateway.faults;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.Lane;
import dev.baton.gateway.StreamedAnswer;
import dev.baton.gateway.Successor;
import dev.baton.gateway.Tale;
import dev.baton.gateway.faults.Outcome.Played;
import dev.baton.testkit.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One field of the matrix: a fault made in one way, at one place of an answer, and what server C does then. */
record Cell(Fault fault, Way way, Place place, Played outcome, Successor successor) {

    /**
     * In which any answer of these servers has ended, whatever happened to it: where only a clock tells,
     * it is of 1.5 seconds at most, and all clocks are of twenty where the fault itself must be seen.
     */
    private static final Duration BOUND = Duration.ofSeconds(10);

    static Stream<Cell> of(Fault fault, Way way) {
        return way.places().stream()
                .flatMap(place -> fault.outcomes().at(place).stream()
                        .map(Played.class::cast)
                        .flatMap(outcome -> successors(outcome, way)
                                .map(successor -> new Cell(fault, way, place, outcome, successor))));
    }

    private static Stream<Successor> successors(Played outcome, Way way) {
        return switch (outcome) {
            case FAILS_OVER -> Stream.of(Successor.GOES_ON, Successor.IS_DOWN);
            case GOES_ON -> way.terms().heavy() ? Stream.of(Successor.GOES_ON) : Stream.of(Successor.values());
            case UNHARMED, TOLD -> Stream.of(Successor.GOES_ON);
        };
    }

    /** Lets it happen, and looks at everything that is promised of it. */
    void play(Lane lane) {
        way.act().prepare(lane, place.tokens());
        lane.c().answers(successor.script());
        long begun = System.nanoTime();
        String model = way.terms().modelAt(place);

        StreamedAnswer answer =
                (place.isWhole() ? lane.whole(model) : lane.streaming(model).withUsage()).to(lane.gateway());
        way.blow().strike(lane, answer, place.tokens());

        boolean complete = isCompleted(lane, answer);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
        assertThat(lane.callsMade()).as(answer.toString()).isEqualTo(calls());
        lane.assertTold(answer, complete, asked() + successorAsked());
        assertWhatServersSaw(lane);
    }

    private boolean isCompleted(Lane lane, StreamedAnswer answer) {
        return switch (outcome) {
            case FAILS_OVER -> failsOver(lane, answer);
            case GOES_ON -> goesOn(lane, answer);
            case UNHARMED -> isUnharmed(lane, answer);
            case TOLD -> isTold(answer);
        };
    }

    private boolean failsOver(Lane lane, StreamedAnswer answer) {
        if (!successor.completes(0)) {
            assertThat(answer)
                    .isRefused(
                            503, first(lane) + ": ", way.terms().cause(), "; " + lane.target(lane.c()) + ": HTTP 503");
            return false;
        }
        assertIsWhole(
                answer,
                successor.wholeText(0),
                lane.target(lane.c()),
                way.terms().asked() + 1);
        return true;
    }

    private boolean goesOn(Lane lane, StreamedAnswer answer) {
        if (!successor.completes(place.tokens())) {
            assertThat(answer)
                    .isHonestError(
                            Tale.first(place.tokens()),
                            "could complete the answer: " + first(lane) + ": ",
                            way.terms().cause(),
                            "; " + lane.target(lane.c()) + ": ");
            return false;
        }
        assertIsWhole(answer, successor.wholeText(place.tokens()), first(lane), 1);
        return true;
    }

    private boolean isUnharmed(Lane lane, StreamedAnswer answer) {
        assertIsWhole(answer, way.terms().text().apply(place.tokens()), first(lane), 1);
        return true;
    }

    private boolean isTold(StreamedAnswer answer) {
        assertThat(answer).isRefused(way.terms().status(), way.terms().cause());
        return false;
    }

    private void assertIsWhole(StreamedAnswer answer, String text, String target, int attempts) {
        if (place.isWhole()) {
            assertThat(answer).isWholeBody(text).isToldBy(target, attempts);
        } else {
            assertThat(answer).isWhole(text).tellsUsage().isFrom(target, attempts);
        }
    }

    private String first(Lane lane) {
        return lane.targetOf(way.terms().first());
    }

    /** How often the gateway asked the first target. */
    private int asked() {
        return outcome == Played.FAILS_OVER ? way.terms().asked() : 1;
    }

    /** Server C is asked once, and once more where it is the last hope, may heal, and nobody has been asked again yet. */
    private int successorAsked() {
        return switch (outcome) {
            case FAILS_OVER, GOES_ON -> successor == Successor.IS_DOWN ? 3 - asked() : 1;
            case UNHARMED, TOLD -> 0;
        };
    }

    /** The calls that reached the servers b, c, d. */
    private List<Integer> calls() {
        return List.of(way.terms().first().equals("b") ? asked() : 0, successorAsked(), 0);
    }

    /** One call after the other, each with what it must know of the answer so far, and nothing else. */
    private void assertWhatServersSaw(Lane lane) {
        List<ReceivedRequest> all = Stream.concat(lane.b().requests().stream(), lane.c().requests().stream())
                .toList();
        for (int i = 0; i < all.size(); i++) {
            ReceivedRequest call = all.get(i);
            boolean continues = outcome == Played.GOES_ON && i > 0;
            assertThat(Lane.prefillOf(call))
                    .isEqualTo(continues ? Tale.first(place.tokens()).stripTrailing() : "");
            assertThat(call.body().at("/stream_options/include_usage").asBoolean())
                    .isEqualTo(!place.isWhole());
            assertThat(i == 0 || call.arrivedAt() > all.get(i - 1).arrivedAt()).isTrue();
        }
    }

    @Override
    public String toString() {
        return fault + ": " + way.name() + ", " + place + ", " + successor;
    }
}
