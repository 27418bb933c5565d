package dev.baton.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.answer.Transcript;
import dev.baton.route.Continuation;
import dev.baton.route.Policies;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a second call is made beside a slow one, to whom, and what is decided when both have failed. */
class HedgeTest {

    private static final Target B = Targets.target("b", Continuation.PREFILL);
    private static final Target C = Targets.target("c", Continuation.PREFILL);
    private static final Target D = Targets.target("d", Continuation.PREFILL);
    private static final RequestTraits PLAIN = new RequestTraits(true, true, false);
    private static final Duration AFTER = Duration.ofSeconds(2);
    private static final RoutePolicy HEDGING = Policies.hedging(AFTER);

    private final Forecast forecast = new Forecast();
    private final Transcript transcript = new Transcript();

    private Plan plan(RoutePolicy policy, Target... targets) {
        return going(Plan.begin(List.of(targets), policy, PLAIN, forecast, new Random(1)));
    }

    private Plan plan(Target... targets) {
        return plan(HEDGING, targets);
    }

    private static Plan going(Decision decision) {
        return switch (decision) {
            case Decision.Retry again -> again.plan();
            case Decision.Restart anew -> anew.plan();
            case Decision.Continue seam -> seam.plan();
            case Decision.Complete whole -> throw new AssertionError("complete: " + whole);
            case Decision.GiveUp end -> throw new AssertionError("given up: " + end);
        };
    }

    private static Failure down(Target target) {
        return new Failure.Unavailable(target, "HTTP 503");
    }

    private static Failure once(Target target) {
        return new Failure.Transient(target, "HTTP 500");
    }

    private static @Nullable Target hedge(Plan plan) {
        return plan.hedge().map(other -> other.step().target()).orElse(null);
    }

    @Test
    void asksTheNextTargetAfterAFixedTime() {
        assertThat(plan(B, C, D).patience()).contains(AFTER);
        assertThat(hedge(plan(B, C, D))).isEqualTo(C);
    }

    @Test
    void asksNobodyUnlessTheRouteWantsIt() {
        assertThat(plan(RoutePolicy.DEFAULT, B, C).patience()).isEmpty();
        assertThat(plan(RoutePolicy.DEFAULT, B, C).hedge()).isEmpty();
    }

    @Test
    void waitsAsLongAsTheTargetUsuallyTakes() {
        forecast.waits(B, Duration.ofMillis(700));

        assertThat(plan(Policies.hedging(null), B, C).patience()).contains(Duration.ofMillis(700));
    }

    @Test
    void waitsWithoutEndWhileNobodyKnowsHowLongItTakes() {
        forecast.waits(C, Duration.ofMillis(700));

        assertThat(plan(Policies.hedging(null), B, C).patience()).isEmpty();
    }

    @Test
    void asksNobodyWhereNobodyElseIs() {
        assertThat(plan(B).patience()).isEmpty();
        assertThat(plan(B).hedge()).isEmpty();
    }

    /** What is asked beside another one has to be faster: that is no place to try who may have recovered. */
    @ParameterizedTest
    @EnumSource(value = Standing.Kind.class, names = "READY", mode = EnumSource.Mode.EXCLUDE)
    void asksOnlyWhoIsWell(Standing.Kind kind) {
        forecast.says(C, Standing.of(kind));

        assertThat(hedge(plan(B, C, D))).isEqualTo(D);
        assertThat(hedge(plan(B, C))).isNull();
    }

    @Test
    void looksAtTheTargetsWhenTheTimeHasCome() {
        forecast.says(C, Standing.of(Standing.Kind.FULL));
        Plan plan = plan(B, C);
        assertThat(hedge(plan)).isNull();
        forecast.says(C, Standing.READY);

        assertThat(hedge(plan)).isEqualTo(C);
    }

    @Test
    void countsBothCallsAmongTheThreeOfAnOpening() {
        Plan second = going(plan(B, C, D).after(down(B), transcript));
        Plan third = going(second.after(down(C), transcript));

        assertThat(hedge(second)).isEqualTo(D);
        assertThat(third.step().target()).isEqualTo(D);
        assertThat(third.patience()).isEmpty();
        assertThat(third.hedge()).isEmpty();
    }

    @Test
    void asksNobodyBesideTheLastCallOfAnOpening() {
        Target e = Targets.target("e");
        Plan third = going(going(plan(B, C, D, e).after(down(B), transcript)).after(down(C), transcript));

        assertThat(third.patience()).isEmpty();
    }

    @Test
    void asksNobodyBesideTheTargetThatIsAskedAgainForTheLastTime() {
        Plan again = going(plan(B, C).after(once(B), transcript));

        assertThat(again.step().target()).isEqualTo(B);
        assertThat(hedge(again)).isEqualTo(C);
        assertThat(going(again.after(down(B), transcript)).hedge()).isEmpty();
    }

    @Test
    void asksNobodyTwiceAtASeam() {
        transcript.delivered(AnswerEvent.of(Head.NONE, List.of(new Part.Text(0, "Half of it"))));

        Plan seam = going(plan(B, C, D).after(down(B), transcript));

        assertThat(seam.step().target()).isEqualTo(C);
        assertThat(seam.patience()).isEmpty();
        assertThat(seam.hedge()).isEmpty();
    }

    @Test
    void asksNobodyTwiceWhereAnAnswerOfThoughtsAloneBeginsAnew() {
        transcript.delivered(AnswerEvent.of(Head.NONE, List.of(new Part.Reasoning(0, "Hm"))));

        Plan anew = going(plan(B, C, D).after(down(B), transcript));

        assertThat(anew.step()).isEqualTo(new Step(C, Opening.RESTART));
        assertThat(anew.hedge()).isEmpty();
    }

    /** Two calls of one opening that fail one after the other, and what follows when the second one has. */
    record Case(
            List<Target> route,
            Failure atB,
            Failure atC,
            boolean firstB,
            @Nullable String then) {
        @Override
        public String toString() {
            return route + ": " + (firstB ? atB + ", " + atC : atC + ", " + atB);
        }
    }

    static Stream<Case> pairs() {
        List<Target> three = List.of(B, C, D);
        List<Target> two = List.of(B, C);
        return Stream.of(
                new Case(three, down(B), down(C), true, "d/model-of-d"),
                new Case(three, down(B), down(C), false, "d/model-of-d"),
                new Case(two, down(B), down(C), true, "c/model-of-c"),
                new Case(two, down(B), down(C), false, "b/model-of-b"),
                new Case(two, once(B), down(C), false, "b/model-of-b"),
                new Case(three, once(B), down(C), true, "d/model-of-d"),
                new Case(two, down(B), new Failure.Silent(C, "no answer"), true, null),
                new Case(two, new Failure.Silent(B, "no answer"), down(C), false, null));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void decidesAboutBothWhenTheLastOneHasFailed(Case pair) {
        Plan first = plan(pair.route.toArray(Target[]::new));
        Plan second = first.hedge().orElseThrow();

        Decision decision = pair.firstB
                ? second.alone(pair.atB).after(pair.atC, transcript)
                : first.alone(pair.atC).after(pair.atB, transcript);

        if (pair.then == null) {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.GiveUp.class,
                            end -> assertThat(end.failures())
                                    .containsExactly(
                                            pair.firstB ? pair.atB : pair.atC, pair.firstB ? pair.atC : pair.atB));
        } else {
            assertThat(going(decision).step()).hasToString(pair.then);
        }
    }

    @Test
    void hasOneCallLeftAfterTwoHaveFailed() {
        Plan last = going(plan(B, C, D).hedge().orElseThrow().alone(down(B)).after(down(C), transcript));

        assertThat(last.isLastCandidate()).isTrue();
        assertThat(last.after(down(D), transcript)).isInstanceOf(Decision.GiveUp.class);
    }

    @Test
    void waitsForTheOneThatIsLeftWhenNobodyElseIs() {
        Plan first = plan(B, C);
        Plan second = first.hedge().orElseThrow();

        assertThat(first.isLastCandidate()).isFalse();
        assertThat(first.alone(down(C)).isLastCandidate()).isTrue();
        assertThat(second.alone(down(B)).isLastCandidate()).isTrue();
    }

    /** Who was slower has not failed. */
    @Test
    void maySendTheAnswerToTheSlowerOneAtASeam() {
        Plan winner = plan(B, C).hedge().orElseThrow();
        transcript.delivered(AnswerEvent.of(Head.NONE, List.of(new Part.Text(0, "Half of it"))));

        Plan seam = going(winner.after(new Failure.Interrupted(C, "cut"), transcript));

        assertThat(seam.step()).isEqualTo(new Step(B, Opening.PREFILL));
        assertThat(Optional.of(seam).flatMap(Plan::hedge)).isEmpty();
    }
}
