package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.resilience.Failure;
import dev.baton.resilience.Memory;
import dev.baton.resilience.Standing;
import dev.baton.route.Continuation;
import dev.baton.route.Policies;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import dev.baton.upstream.CallFailed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers learn from each other, in virtual time: every scene begins at its second 0. */
class RelayHealthTest {

    private static final Target B = Targets.target("b", Continuation.PREFILL);
    private static final Target C = Targets.target("c", Continuation.PREFILL);
    private static final RoutePolicy USUAL = RoutePolicy.DEFAULT;
    private static final RoutePolicy OFF = Policies.with(
            new RoutePolicy.Breaker(false, 1, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(30)));
    private static final String SAID = "The capital of France ";

    private final Memory memory = new Memory();

    private Scene scene(Target... targets) {
        return scene(USUAL, targets);
    }

    private Scene scene(RoutePolicy policy, Target... targets) {
        return new Scene(memory, policy, Scene.STREAM, targets);
    }

    private static Script begun() {
        return Script.stream("b").role().text("The capital", " of France ");
    }

    private Standing standing(Target target, Duration at) {
        return memory.health().standing(target, USUAL.breaker(), at.toNanos());
    }

    private Standing.Kind kind(Target target, Duration at) {
        return standing(target, at).kind();
    }

    /** So many answers in which B fails like this and C answers. */
    private void fail(int times, Script script) {
        for (int i = 0; i < times; i++) {
            scene(B, C)
                    .plays(B, script)
                    .plays(C, Script.answer("c", SAID + "is Paris."))
                    .toItsEnd();
        }
    }

    @Test
    void goesPastATargetThatHasFailedTooOften() {
        fail(5, Script.lost(CallFailed.Stage.CONNECT));

        Scene scene = scene(B, C).plays(C, Script.answer("c", "Hello")).toItsEnd();

        assertThat(scene.text()).isEqualTo("Hello");
        assertThat(scene.upstream().callees()).containsExactly("c");
        assertThat(scene.tale())
                .contains(
                        "b/model-of-b is not asked: left out after failures, for 5000 ms more",
                        "attempt 1 asks c/model-of-c");
    }

    @Test
    void tellsWhenItLeavesATargetOut() {
        fail(4, Script.refusal(503));

        Scene scene = scene(B, C).plays(B, Script.refusal(503)).plays(C, Script.answer("c", "Hello"));

        assertThat(scene.toItsEnd().tale()).contains("b/model-of-b has failed too often and is left out for 5000 ms");
    }

    @Test
    void comesBackToTheFirstTargetWhenItHasRecovered() {
        fail(5, Script.refusal(503));
        Scene probe = scene(B, C).plays(B, Script.answer("b", "Hello"));

        probe.passes(Duration.ofSeconds(5)).toItsEnd();

        assertThat(probe.upstream().callees()).containsExactly("b");
        assertThat(probe.tale()).contains("b/model-of-b has recovered");
        assertThat(kind(B, Duration.ZERO)).isEqualTo(Standing.Kind.READY);
    }

    @Test
    void opensForATargetThatAlwaysDiesInMidSentence() {
        fail(5, begun().breaks());

        assertThat(kind(B, Duration.ZERO)).isEqualTo(Standing.Kind.OPEN);
    }

    @Test
    void triesOneAnswerAtATimeUntilItsFirstToken() {
        fail(5, Script.refusal(503));
        Script slow = Script.stream("b")
                .role()
                .silent(Duration.ofSeconds(2))
                .text("Hel")
                .silent(Duration.ofSeconds(2))
                .text("lo")
                .finish("stop")
                .done();
        Scene probe = scene(B, C).plays(B, slow).passes(Duration.ofSeconds(5)).asks(Long.MAX_VALUE);

        Scene other = scene(B, C)
                .plays(C, Script.answer("c", "Hello"))
                .passes(Duration.ofSeconds(6))
                .toItsEnd();
        probe.passes(Duration.ofSeconds(2));
        Scene next = scene(B, C)
                .plays(B, Script.answer("b", "Hello"))
                .passes(Duration.ofSeconds(7))
                .toItsEnd();

        assertThat(other.upstream().callees()).containsExactly("c");
        assertThat(other.tale()).contains("b/model-of-b is not asked: tried by another request after failures");
        assertThat(next.upstream().callees()).containsExactly("b");
        assertThat(next.tale()).contains("b/model-of-b has recovered");
    }

    @Test
    void leavesThePlaceOfAProbeToTheNextWhenItsClientLeaves() {
        fail(5, Script.refusal(503));
        Duration later = Duration.ofSeconds(5);
        Scene probe = scene(B, C)
                .plays(B, Script.stream("b").staysOpen())
                .passes(later)
                .asks(Long.MAX_VALUE);
        assertThat(kind(B, later)).isEqualTo(Standing.Kind.PROBED);

        probe.leaves();

        assertThat(kind(B, later)).isEqualTo(Standing.Kind.PROBE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void neverBlamesATargetForAClientThatIsSlowOrLeaves(int wanted) {
        for (int i = 0; i < 20; i++) {
            scene(B, C)
                    .plays(B, Script.answer("b", "Hel", "lo"))
                    .asks(wanted)
                    .passes(Duration.ofMinutes(5))
                    .leaves();
        }

        assertThat(kind(B, Duration.ZERO)).isEqualTo(Standing.Kind.READY);
        assertThat(kind(C, Duration.ZERO)).isEqualTo(Standing.Kind.READY);
    }

    @Test
    void neverBlamesATargetForTheDeadlineOfAnAnswer() {
        for (int i = 0; i < 20; i++) {
            scene(Policies.total(Duration.ofSeconds(10)), B, C)
                    .plays(B, Script.stream("b").staysOpen())
                    .toItsEnd();
        }

        assertThat(kind(B, Duration.ZERO)).isEqualTo(Standing.Kind.READY);
    }

    @Test
    void asksNobodyWhenAllAreLeftOut() {
        for (int i = 0; i < 5; i++) {
            scene(B, C)
                    .plays(B, Script.refusal(503))
                    .plays(C, Script.refusal(503))
                    .toItsEnd();
        }

        Scene scene = scene(B, C).passes(Duration.ofSeconds(2)).asks(Long.MAX_VALUE);

        assertThat(scene.upstream().calls()).isEmpty();
        assertThat(scene.failure().cause()).isNull();
        assertThat(scene.failure().passedOver()).hasSize(2);
        assertThat(scene.failure().retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(scene.story().attempts()).isZero();
        assertThat(scene.tale())
                .containsExactly(
                        "b/model-of-b is not asked: left out after failures, for 3000 ms more",
                        "c/model-of-c is not asked: left out after failures, for 3000 ms more",
                        "given up: 0 events, 0 characters");
    }

    @Test
    void leavesATargetAloneThatAskedForAPause() {
        fail(1, Script.refusal(429));

        Scene scene = scene(B, C).plays(C, Script.answer("c", "Hello")).toItsEnd();

        assertThat(scene.upstream().callees()).containsExactly("c");
        assertThat(standing(B, Duration.ZERO)).isEqualTo(new Standing(Standing.Kind.PARKED, Duration.ofSeconds(1)));
    }

    @Test
    void asksTheOnlyTargetAgainAfterItsPause() {
        Scene scene = scene(B).plays(B, Script.refusal(429), Script.answer("b", "Hello"));

        scene.toItsEnd();

        assertThat(scene.text()).isEqualTo("Hello");
        assertThat(scene.tale()).contains("waits 1000 ms to ask the same target again");
    }

    @Test
    void goesOnAtASeamWithWhoIsWell() {
        Target d = Targets.target("d", Continuation.PREFILL);
        for (int i = 0; i < 5; i++) {
            scene(C, d)
                    .plays(C, Script.refusal(503))
                    .plays(d, Script.answer("d", "Hello"))
                    .toItsEnd();
        }

        Scene scene = scene(B, C, d)
                .plays(B, begun().breaks())
                .plays(d, Script.answer("d", "is Paris."))
                .toItsEnd();

        assertThat(scene.text()).isEqualTo("The capital of France is Paris.");
        assertThat(scene.upstream().callees()).containsExactly("b", "d");
    }

    @Test
    void repeatsNothingWhenTheBudgetIsSpentAndFailsOverAllTheSame() {
        while (memory.budget().withdraw(0)) {
            // until it is spent
        }

        Scene scene = scene(B, C).plays(B, Script.refusal(500)).plays(C, Script.answer("c", "Hello"));
        Scene alone = scene(B).plays(B, Script.refusal(500));

        assertThat(scene.toItsEnd().upstream().callees()).containsExactly("b", "c");
        assertThat(alone.toItsEnd().failure().failures()).hasExactlyElementsOfTypes(Failure.Transient.class);
    }

    @Test
    void takesEachRepeatOutOfTheBudget() {
        for (int i = 0; i < 10; i++) {
            scene(OFF, B)
                    .plays(B, Script.refusal(500), Script.answer("b", "Hello"))
                    .toItsEnd();
        }

        assertThat(memory.budget().withdraw(0)).isFalse();
    }

    @Test
    void beginsAtTheFirstTargetWhateverIsKnownOfItWhereTheBreakerIsOff() {
        fail(5, Script.refusal(503));

        for (int i = 0; i < 10; i++) {
            Scene scene = scene(OFF, B, C)
                    .plays(B, begun().breaks())
                    .plays(C, Script.answer("c", SAID + "is Paris."))
                    .toItsEnd();

            assertThat(scene.upstream().callees()).isEqualTo(List.of("b", "c"));
        }
    }

    @Test
    void endsEveryCallThatItCounts() {
        memory.health().configure(List.of(B, C), 1);
        fail(2, begun().breaks());
        fail(2, Script.refusal(400));
        scene(B).plays(B, Script.stream("b").staysOpen()).asks(1).leaves();
        scene(B).plays(B, Script.answer("b", "Hello")).toItsEnd();

        assertThat(kind(B, Duration.ZERO)).isEqualTo(Standing.Kind.READY);
        assertThat(kind(C, Duration.ZERO)).isEqualTo(Standing.Kind.READY);
    }

    @Test
    void goesPastATargetAtItsLimit() {
        memory.health().configure(List.of(B, C), 1);
        scene(B, C).plays(B, Script.stream("b").role().staysOpen()).asks(Long.MAX_VALUE);
        scene(B, C).plays(C, Script.stream("c").role().staysOpen()).asks(Long.MAX_VALUE);

        Scene third = scene(B, C).asks(Long.MAX_VALUE);

        assertThat(third.upstream().calls()).isEmpty();
        assertThat(third.failure().retryAfter()).isEqualTo(Duration.ZERO);
        assertThat(third.tale()).contains("b/model-of-b is not asked: at its limit of calls at a time");
    }
}
