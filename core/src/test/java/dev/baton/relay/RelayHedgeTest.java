package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.resilience.AnswerFailed;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two calls for one answer, in virtual time: the second one after two seconds, in a process that has saved up some hedges. */
class RelayHedgeTest {

    private static final Target B = Targets.target("b", Continuation.PREFILL);
    private static final Target C = Targets.target("c", Continuation.PREFILL);
    private static final Target D = Targets.target("d", Continuation.PREFILL);
    private static final RoutePolicy HEDGING = Policies.hedging(Duration.ofSeconds(2));

    private final Memory memory = new Memory();

    @BeforeEach
    void saveUp() {
        for (int i = 0; i < 60; i++) {
            memory.budget().deposit(0);
        }
    }

    private Scene scene(Target... targets) {
        return scene(HEDGING, targets);
    }

    private Scene scene(RoutePolicy policy, Target... targets) {
        return new Scene(memory, policy, Scene.STREAM, targets);
    }

    private static Script slow(String name, int seconds, String text) {
        return Script.stream(name)
                .role()
                .silent(Duration.ofSeconds(seconds))
                .text(text)
                .finish("stop")
                .done();
    }

    private static Script neverBeginning(String name) {
        return Script.stream(name).role().staysOpen();
    }

    private Standing.Kind kind(Target target) {
        return memory.health()
                .standing(target, HEDGING.breaker(), Duration.ofHours(1).toNanos())
                .kind();
    }

    @Test
    void asksTheNextTargetBesideASlowOneAndTellsWhoWasFaster() {
        Scene scene = scene(B, C).plays(B, slow("b", 60, "Late")).plays(C, slow("c", 1, "Hello"));

        scene.toItsEnd();

        assertThat(scene.text()).isEqualTo("Hello");
        assertThat(scene.isComplete()).isTrue();
        assertThat(scene.upstream().callees()).containsExactly("b", "c");
        assertThat(scene.upstream().running()).isZero();
        assertThat(scene.tale())
                .containsExactly(
                        "attempt 1 asks b/model-of-b",
                        "attempt 2 also asks c/model-of-c, because b/model-of-b keeps it waiting",
                        "b/model-of-b was slower, and is asked no longer",
                        "c/model-of-c answers",
                        "complete: 2 events, 5 characters (c/model-of-c 1-2)");
        assertThat(scene.story().attempts()).isEqualTo(2);
        assertThat(scene.story().opener()).isEqualTo(C);
        assertThat(scene.story().failures()).isEmpty();
    }

    @Test
    void endsTheSlowerCallInTheInstantOfTheFirstToken() {
        Scene scene = scene(B, C).plays(B, neverBeginning("b")).plays(C, slow("c", 1, "Hello"));

        scene.asks(1).passes(Duration.ofMillis(2_999));
        assertThat(scene.upstream().running()).isEqualTo(2);
        scene.passes(Duration.ofMillis(1));

        assertThat(scene.upstream().running()).isEqualTo(1);
    }

    @Test
    void staysWithTheFirstWhenThatIsFasterAfterAll() {
        Scene scene = scene(B, C).plays(B, slow("b", 3, "Hello")).plays(C, slow("c", 10, "Late"));

        scene.toItsEnd();

        assertThat(scene.text()).isEqualTo("Hello");
        assertThat(scene.upstream().running()).isZero();
        assertThat(scene.told())
                .filteredOn(Moment.Answering.class::isInstance)
                .singleElement()
                .satisfies(moment ->
                        assertThat(((Moment.Answering) moment).attempt()).isEqualTo(1));
        assertThat(scene.tale()).contains("c/model-of-c was slower, and is asked no longer");
    }

    @Test
    void saysNothingOfTheHealthOfWhoWasSlower() {
        memory.health().configure(List.of(B, C), 1);
        for (int i = 0; i < 3; i++) {
            scene(B, C)
                    .plays(B, neverBeginning("b"))
                    .plays(C, slow("c", 1, "Hello"))
                    .toItsEnd();
        }

        assertThat(kind(B)).isEqualTo(Standing.Kind.READY);
        assertThat(kind(C)).isEqualTo(Standing.Kind.READY);
    }

    @Test
    void goesOnWithTheOtherWhenOneFails() {
        Script broken =
                Script.stream("b").role().silent(Duration.ofSeconds(3)).role().breaks();
        Scene scene = scene(B, C).plays(B, broken).plays(C, slow("c", 20, "Hello"));

        scene.toItsEnd();

        assertThat(scene.text()).isEqualTo("Hello");
        assertThat(scene.upstream().callees()).containsExactly("b", "c");
        assertThat(scene.story().failures()).hasExactlyElementsOfTypes(Failure.Interrupted.class);
        assertThat(scene.told())
                .filteredOn(Moment.Broke.class::isInstance)
                .singleElement()
                .satisfies(
                        moment -> assertThat(((Moment.Broke) moment).attempt()).isEqualTo(1));
        assertThat(scene.tale())
                .endsWith("c/model-of-c answers", "complete: 2 events, 5 characters (c/model-of-c 1-2)");
    }

    @Test
    void countsAFailureBesideARunningCallForTheHealthOfItsTarget() {
        for (int i = 0; i < 100; i++) {
            memory.budget().deposit(0);
        }
        for (int i = 0; i < 5; i++) {
            scene(B, C)
                    .plays(B, slow("b", 10, "Hello"))
                    .plays(C, Script.lost(CallFailed.Stage.CONNECT))
                    .toItsEnd();
        }

        assertThat(memory.health()
                        .standing(C, HEDGING.breaker(), Duration.ofSeconds(2).toNanos())
                        .kind())
                .isEqualTo(Standing.Kind.OPEN);
        assertThat(kind(B)).isEqualTo(Standing.Kind.READY);
    }

    @Test
    void asksTheThirdWhenBothHaveFailed() {
        Scene scene = scene(B, C, D)
                .plays(B, Script.refusal(503).headersAfter(Duration.ofSeconds(4)))
                .plays(C, Script.refusal(503).headersAfter(Duration.ofSeconds(1)))
                .plays(D, slow("d", 10, "Hello"));

        scene.toItsEnd();

        assertThat(scene.text()).isEqualTo("Hello");
        assertThat(scene.upstream().callees()).containsExactly("b", "c", "d");
        assertThat(scene.tale())
                .containsExactly(
                        "attempt 1 asks b/model-of-b",
                        "attempt 2 also asks c/model-of-c, because b/model-of-b keeps it waiting",
                        "c/model-of-c failed: HTTP 503 (no)",
                        "b/model-of-b failed: HTTP 503 (no)",
                        "attempt 3 asks d/model-of-d",
                        "d/model-of-d answers",
                        "complete: 2 events, 5 characters (d/model-of-d 1-2)");
    }

    @Test
    void endsWithBothFailuresWhenNobodyIsLeft() {
        Scene scene = scene(B, C)
                .plays(B, Script.refusal(401).headersAfter(Duration.ofSeconds(4)))
                .plays(C, Script.refusal(404).headersAfter(Duration.ofSeconds(1)));

        scene.toItsEnd();

        assertThat(scene.failure().failures())
                .hasExactlyElementsOfTypes(Failure.ModelGone.class, Failure.CredentialRefused.class);
    }

    @Test
    void waitsForTheFirstWithoutEndWhenTheSecondHasFailed() {
        Scene scene = scene(B, C)
                .plays(B, slow("b", 300, "Hello"))
                .plays(C, Script.refusal(401).headersAfter(Duration.ofSeconds(1)));

        scene.toItsEnd();

        assertThat(scene.text()).isEqualTo("Hello");
    }

    @Test
    void givesUpTheFirstAtItsLimitWhileTheSecondGoesOn() {
        Scene scene = scene(B, C).plays(B, neverBeginning("b")).plays(C, slow("c", 300, "Hello"));

        scene.toItsEnd();

        assertThat(scene.text()).isEqualTo("Hello");
        assertThat(scene.story().failures()).hasExactlyElementsOfTypes(Failure.Silent.class);
    }

    @Test
    void endsBothAtTheDeadline() {
        Scene scene = scene(B, C).plays(B, neverBeginning("b")).plays(C, neverBeginning("c"));

        scene.asks(Long.MAX_VALUE).passes(Duration.ofSeconds(30));
        assertThat(scene.upstream().running()).isEqualTo(2);
        scene.passes(Duration.ofMinutes(10));

        assertThat(scene.failure().reason()).isEqualTo(AnswerFailed.Reason.DEADLINE);
        assertThat(scene.upstream().running()).isZero();
    }

    @Test
    void leavesNothingRunningWhenTheClientLeaves() {
        memory.health().configure(List.of(B, C), 1);
        Scene scene = scene(B, C).plays(B, neverBeginning("b")).plays(C, neverBeginning("c"));

        scene.asks(Long.MAX_VALUE).passes(Duration.ofSeconds(3)).leaves();

        assertThat(scene.upstream().running()).isZero();
        assertThat(kind(B)).isEqualTo(Standing.Kind.READY);
        assertThat(kind(C)).isEqualTo(Standing.Kind.READY);
        assertThat(scene.tale()).endsWith("the client left: 0 events, 0 characters");
    }

    @Test
    void asksNobodyBesideOnceTheAnswerHasBegun() {
        Script pausing = Script.stream("b")
                .role()
                .text("Hel")
                .silent(Duration.ofSeconds(20))
                .text("lo")
                .finish("stop")
                .done();
        Scene scene = scene(B, C).plays(B, pausing);

        assertThat(scene.toItsEnd().text()).isEqualTo("Hello");
        assertThat(scene.upstream().callees()).containsExactly("b");
    }

    @Test
    void asksNobodyBesideAtASeam() {
        Scene scene = scene(B, C, D)
                .plays(
                        B,
                        Script.stream("b").role().text("The capital of France ").breaks())
                .plays(C, slow("c", 20, "is Paris."));

        assertThat(scene.toItsEnd().text()).isEqualTo("The capital of France is Paris.");
        assertThat(scene.upstream().callees()).containsExactly("b", "c");
    }

    @Test
    void goesOnAtTheSlowerOneWhenTheFasterOneBreaks() {
        Scene scene = scene(B, C)
                .plays(B, neverBeginning("b"), Script.answer("b", "is Paris."))
                .plays(
                        C,
                        Script.stream("c").role().text("The capital of France ").breaks());

        assertThat(scene.toItsEnd().text()).isEqualTo("The capital of France is Paris.");
        assertThat(scene.upstream().callees()).containsExactly("b", "c", "b");
    }

    @Test
    void asksNobodyBesideForAnAnswerInOnePiece() {
        Script whole = Script.response(
                        200,
                        "application/json",
                        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
                                + "\"finish_reason\":\"stop\"}]}")
                .headersAfter(Duration.ofSeconds(20));
        Scene scene = new Scene(memory, HEDGING, Scene.WHOLE, B, C).plays(B, whole);

        assertThat(scene.toItsEnd().isComplete()).isTrue();
        assertThat(scene.upstream().callees()).containsExactly("b");
    }

    @Test
    void asksNobodyBesideWhenTheBudgetIsSpent() {
        while (memory.budget().withdrawHedge(0)) {
            // until it is spent
        }
        Scene scene = scene(B, C).plays(B, slow("b", 20, "Hello"));

        assertThat(scene.toItsEnd().text()).isEqualTo("Hello");
        assertThat(scene.upstream().callees()).containsExactly("b");
    }

    @Test
    void learnsHowLongATargetUsuallyTakes() {
        RoutePolicy learning = Policies.hedging(null);
        for (int i = 0; i < 19; i++) {
            scene(learning, B, C).plays(B, slow("b", 5, "Hello")).toItsEnd();
        }
        Scene unknown = scene(learning, B, C).plays(B, slow("b", 8, "Hello")).toItsEnd();
        Scene known = scene(learning, B, C).plays(B, slow("b", 20, "Late")).plays(C, slow("c", 1, "Hello"));

        known.asks(Long.MAX_VALUE).passes(Duration.ofMillis(4_999));
        assertThat(known.upstream().callees()).containsExactly("b");
        known.passes(Duration.ofMillis(1));

        assertThat(unknown.upstream().callees()).containsExactly("b");
        assertThat(known.upstream().callees()).containsExactly("b", "c");
        assertThat(known.passes(Duration.ofSeconds(1)).text()).isEqualTo("Hello");
    }
}
