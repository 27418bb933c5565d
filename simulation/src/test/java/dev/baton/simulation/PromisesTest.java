package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.resilience.AnswerFailed;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** The simulation sees when a promise is broken, says in which world, and shows the same world again. */
class PromisesTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    /** What must not happen to an answer, and the promise that it breaks. */
    private enum Defect {
        A_TEXT_IS_LOST("P1", answer -> answer.filter(event -> !says(event, "e"))),
        A_TEXT_IS_DOUBLED(
                "P1",
                answer -> answer.concatMapIterable(
                        event -> says(event, "e") ? List.of(event, event) : List.of(event), 1)),
        TEXTS_ARE_SWAPPED("P1", answer -> answer.buffer(2).concatMapIterable(List::reversed, 1)),
        THE_FINISH_IS_LOST("P1", answer -> answer.filter(event -> !event.has(Part.Finish.class))),
        USAGE_IS_LOST("P1", answer -> answer.filter(event -> !event.has(Part.Usage.class))),
        A_FAILURE_IS_TAKEN_FOR_AN_END("P2", answer -> answer.onErrorComplete()),
        A_FAILURE_HAS_A_FINISH(
                "P3",
                answer -> answer.onErrorResume(error -> Flux.just(finish()).concatWith(Flux.error(error)))),
        A_FAILURE_IS_NOT_OURS("P3", answer -> answer.onErrorMap(error -> new IllegalStateException("it failed"))),
        A_FAILURE_LOSES_ITS_CAUSE("P3", answer -> answer.onErrorMap(error -> AnswerFailed.late(List.of()))),
        EVERYTHING_IS_HELD_BACK("P4", answer -> answer.collectList().flatMapIterable(all -> all)),
        DEMAND_IS_IGNORED("P5", answer -> answer.onBackpressureBuffer()),
        THE_CLIENT_CANNOT_LEAVE(
                "P6", answer -> Flux.create(sink -> answer.subscribe(sink::next, sink::error, sink::complete)));

        private final String promise;
        private final UnaryOperator<Flux<AnswerEvent>> defect;

        Defect(String promise, UnaryOperator<Flux<AnswerEvent>> defect) {
            this.promise = promise;
            this.defect = defect;
        }

        private static boolean says(AnswerEvent event, String letter) {
            return event.parts().stream()
                    .anyMatch(part ->
                            part instanceof Part.Text said && said.text().startsWith(letter));
        }

        private static AnswerEvent finish() {
            return AnswerEvent.of(Head.NONE, List.of(new Part.Finish(0, FinishReason.STOP)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void areSeenToBeBroken(Defect defect) {
        boolean seen = LongStream.rangeClosed(1, 2_000)
                .mapToObj(seed -> World.of(seed, defect.defect))
                .flatMap(world -> world.broken().stream())
                .anyMatch(promise -> promise.contains(defect.promise + ": "));

        assertThat(seen).isTrue();
    }

    @Test
    void areBrokenAgainByTheSeedThatIsNamed() {
        Simulation simulation = new Simulation(seed -> World.of(seed, Defect.A_TEXT_IS_LOST.defect));

        String first = message(simulation, 1, 2_000);

        assertThat(first).contains("-Dbaton.simulation.seed=");
        long seed = Long.parseLong(first.replaceAll("(?s)seed (\\d+) .*", "$1"));
        assertThat(first).startsWith("seed " + seed + " breaks a promise, again with: " + Simulation.replay(seed));
        assertThat(message(simulation, seed, 1)).isEqualTo(first);
    }

    private static String message(Simulation simulation, long first, long count) {
        return String.valueOf(
                catchThrowable(() -> simulation.run(first, count, LONG)).getMessage());
    }

    @Test
    void aWorldIsTheSameWheneverItsSeedIsPlayed() {
        for (long seed = 1; seed <= 300; seed++) {
            assertThat(World.of(seed)).hasToString(World.of(seed).toString());
        }
    }

    /** Worlds in which too little happens would prove too little. */
    @Test
    void areTriedInWorldsWhereMuchHappens() {
        Simulation.Sum sum = new Simulation(World::of).run(1, 1_000, LONG);

        assertThat(sum.complete()).isGreaterThan(sum.answers() / 4);
        assertThat(sum.failed()).isGreaterThan(sum.answers() / 5);
        assertThat(sum.left()).isGreaterThan(sum.answers() / 20);
        assertThat(sum.calls()).isGreaterThan(3 * sum.answers() / 2);
        assertThat(sum.resumed()).isGreaterThan(sum.answers() / 20);
    }
}
