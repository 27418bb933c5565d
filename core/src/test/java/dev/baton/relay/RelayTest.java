package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Part;
import dev.baton.dialect.openai.Chunks;
import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Failure;
import dev.baton.resilience.Memory;
import dev.baton.route.ClassifyRule;
import dev.baton.route.Continuation;
import dev.baton.route.FailureClass;
import dev.baton.route.Policies;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.RoutePolicy.ToolCalls;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import dev.baton.upstream.CallFailed;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RelayTest {

    private static final Target B = Targets.target("b");
    private static final Target C = Targets.target("c", Continuation.PREFILL);
    private static final Target D = Targets.target("d", Continuation.PREFILL);

    /** All but the usage and the end marker, then a silence, and the usage in time. */
    private static Script lateUsage() {
        return Script.stream("b")
                .text("Hi")
                .finish("stop")
                .silent(Duration.ofMillis(1_500))
                .usage(9, 2)
                .staysOpen();
    }

    @Test
    void handsOnACompleteAnswerAsItCame() {
        Scene scene = Scene.of(B, C).plays(B, Script.answer("b", "Hel", "lo"));

        scene.toItsEnd();

        assertThat(scene.isComplete()).isTrue();
        assertThat(scene.events().stream().map(AnswerEvent::payload).filter(bytes -> bytes != null))
                .containsExactly(
                        Chunks.utf8(Chunks.role("b")),
                        Chunks.utf8(Chunks.text("b", "Hel")),
                        Chunks.utf8(Chunks.text("b", "lo")),
                        Chunks.utf8(Chunks.finish("b", "stop")));
        assertThat(scene.upstream().callees()).containsExactly("b");
    }

    @Test
    void handsOnEachTokenAtOnce() {
        Scene scene = Scene.of(B)
                .plays(
                        B,
                        Script.stream("b")
                                .role()
                                .text("Hel")
                                .silent(Duration.ofSeconds(1))
                                .text("lo")
                                .silent(Duration.ofSeconds(1))
                                .finish("stop")
                                .done());

        scene.asks(Long.MAX_VALUE);
        assertThat(scene.text()).isEqualTo("Hel");
        scene.passes(Duration.ofSeconds(1));
        assertThat(scene.text()).isEqualTo("Hello");
        assertThat(scene.isOver()).isFalse();
        scene.passes(Duration.ofSeconds(1));
        assertThat(scene.isComplete()).isTrue();
    }

    @Nested
    class BeforeTheFirstToken {

        record Case(String about, Script script) {
            @Override
            public String toString() {
                return about;
            }
        }

        static Stream<Case> failures() {
            return Stream.of(
                    new Case("refused connection", Script.lost(CallFailed.Stage.CONNECT)),
                    new Case("nonsense in place of HTTP", Script.lost(CallFailed.Stage.PROTOCOL)),
                    new Case("503", Script.refusal(503)),
                    new Case("401", Script.refusal(401)),
                    new Case("404", Script.refusal(404)),
                    new Case("429", Script.refusal(429)),
                    new Case("204", Script.response(204, "", "")),
                    new Case("307", Script.refusal(307)),
                    new Case("an HTML page", Script.response(200, "text/html; charset=utf-8", "<html>")),
                    new Case("JSON error", Script.response(200, "application/json", "{\"error\":{\"code\":503}}")),
                    new Case("empty body", Script.stream("b")),
                    new Case("role, then end", Script.stream("b").role()),
                    new Case("role, then reset", Script.stream("b").role().breaks()),
                    new Case("role, then silence", Script.stream("b").role().staysOpen()),
                    new Case("silence", Script.stream("b").staysOpen()),
                    new Case("no headers", Script.stream("b").headersAfter(Duration.ofHours(2))),
                    new Case(
                            "[DONE] without an answer",
                            Script.stream("b").role().done()),
                    new Case("an error event", Script.stream("b").role().event("{\"error\":{\"message\":\"x\"}}")),
                    new Case("abort", Script.stream("b").role().finish("abort").done()),
                    new Case("malformed JSON", Script.stream("b").role().event("{\"choices\":[{")),
                    new Case("stray JSON", Script.stream("b").bytes(Chunks.utf8("{\"error\":{\"code\":503}}\n"))),
                    new Case(
                            "comments for ever",
                            comments(Script.stream("b").role(), 300).staysOpen()),
                    new Case(
                            "empty deltas for ever",
                            roles(Script.stream("b"), 300).staysOpen()));
        }

        private static Script comments(Script script, int count) {
            for (int i = 0; i < count; i++) {
                script.silent(Duration.ofSeconds(1)).bytes(Chunks.utf8(": ping\n\n"));
            }
            return script;
        }

        private static Script roles(Script script, int count) {
            for (int i = 0; i < count; i++) {
                script.role();
            }
            return script;
        }

        @ParameterizedTest
        @MethodSource("failures")
        void failsOverWithoutATrace(Case row) {
            Scene scene = Scene.of(B, C).plays(B, row.script).plays(C, Script.answer("c", "Hel", "lo"));

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("Hello");
            assertThat(scene.events()).noneMatch(event -> event.head().id().equals("b"));
            assertThat(scene.parts(Part.Role.class)).hasSize(1);
            assertThat(scene.parts(Part.Finish.class)).hasSize(1);
            assertThat(scene.upstream().callees()).containsExactly("b", "c");
            assertThat(scene.upstream().running()).isZero();
        }

        @Test
        void asksTheSameTargetAgainAfterATransientFault() {
            Scene scene = Scene.of(B, C).plays(B, Script.refusal(500), Script.answer("b", "Hello"));

            scene.asks(Long.MAX_VALUE).passes(Duration.ofMillis(99));
            assertThat(scene.upstream().calls()).hasSize(1);
            scene.passes(Duration.ofMillis(201));

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.upstream().callees()).containsExactly("b", "b");
        }

        @Test
        void tellsTheCallerItsFaultWithoutAskingAnotherTarget() {
            Scene scene = Scene.of(B, C).plays(B, Script.refusal(422));

            scene.toItsEnd();

            assertThat(scene.failure().failures()).singleElement().isInstanceOf(Failure.CallerFault.class);
            assertThat(scene.upstream().callees()).containsExactly("b");
        }

        @Test
        void takesASilentTargetForDeadAfterTheFirstTokenLimit() {
            Scene scene = Scene.of(B, C)
                    .plays(B, Script.stream("b").role().staysOpen())
                    .plays(C, Script.answer("c", "Hi"));

            scene.asks(Long.MAX_VALUE).passes(Duration.ofMillis(59_999));
            assertThat(scene.upstream().callees()).containsExactly("b");
            scene.passes(Duration.ofMillis(1));

            assertThat(scene.upstream().callees()).containsExactly("b", "c");
        }

        @Test
        void waitsForTheLastCandidate() {
            Scene scene = Scene.of(B, C)
                    .plays(B, Script.lost(CallFailed.Stage.CONNECT))
                    .plays(
                            C,
                            Script.stream("c")
                                    .silent(Duration.ofMinutes(5))
                                    .text("Hi")
                                    .finish("stop")
                                    .done());

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("Hi");
        }

        @Test
        void readsALongErrorOnlyAsFarAsItNeeds() {
            Script endless = Script.response(503, "text/plain", "x".repeat(100_000))
                    .bytes(new byte[100_000])
                    .staysOpen();
            Scene scene = Scene.of(B, C).plays(B, endless).plays(C, Script.answer("c", "Hi"));

            scene.asks(Long.MAX_VALUE).passes(Duration.ofSeconds(2));

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.upstream().running()).isZero();
        }
    }

    @Nested
    class AfterTheFirstToken {

        static Stream<BeforeTheFirstToken.Case> breaks() {
            return Stream.of(
                    new BeforeTheFirstToken.Case("reset", begun().breaks()),
                    new BeforeTheFirstToken.Case("end without a finish", begun()),
                    new BeforeTheFirstToken.Case("[DONE] without a finish", begun().done()),
                    new BeforeTheFirstToken.Case("silence", begun().staysOpen()),
                    new BeforeTheFirstToken.Case("error event", begun().event("{\"error\":{\"message\":\"x\"}}")),
                    new BeforeTheFirstToken.Case("error with a status", begun().event("{\"error\":{\"code\":503}}")),
                    new BeforeTheFirstToken.Case(
                            "abort", begun().finish("abort").done()),
                    new BeforeTheFirstToken.Case(
                            "no resources",
                            begun().finish("insufficient_system_resource").done()),
                    new BeforeTheFirstToken.Case("malformed JSON", begun().event("{]")),
                    new BeforeTheFirstToken.Case("cut in an event", begun().bytes(Chunks.utf8("data: {\"ch"))));
        }

        private static Script begun() {
            return Script.stream("b").role().text("The capital of ", "France is Par");
        }

        @ParameterizedTest
        @MethodSource("breaks")
        void goesOnByPrefillWithoutASeamToBeSeen(BeforeTheFirstToken.Case row) {
            Scene scene = Scene.of(B, C).plays(B, row.script()).plays(C, Script.answer("c", "is, on ", "the Seine."));

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("The capital of France is Paris, on the Seine.");
            assertThat(scene.parts(Part.Role.class)).hasSize(1);
            assertThat(scene.parts(Part.Finish.class)).containsExactly(new Part.Finish(0, FinishReason.STOP));
            assertThat(scene.upstream().calls().getLast().prefill()).isEqualTo("The capital of France is Par");
            assertThat(scene.upstream().running()).isZero();
        }

        @Test
        void cutsOffWhatTheNextTargetRepeats() {
            Scene scene = Scene.of(B, C)
                    .plays(B, begun().breaks())
                    .plays(C, Script.answer("c", "The capital of ", "France is ", "Paris."));

            scene.toItsEnd();

            assertThat(scene.text()).isEqualTo("The capital of France is Paris.");
        }

        @Test
        void goesOnTwice() {
            Scene scene = Scene.of(B, C, D)
                    .plays(B, begun().breaks())
                    .plays(C, Script.stream("c").role().text("is, on").breaks())
                    .plays(D, Script.answer("d", " the Seine."));

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("The capital of France is Paris, on the Seine.");
            assertThat(scene.upstream().calls().getLast().prefill()).isEqualTo("The capital of France is Paris, on");
        }

        @Test
        void joinsTheUsageOfAPrefill() {
            Scene scene = Scene.of(B, C)
                    .plays(B, Script.stream("b").text("x".repeat(40)).breaks())
                    .plays(
                            C,
                            Script.stream("c")
                                    .text("y")
                                    .finish("stop")
                                    .usage(19, 5)
                                    .done());

            scene.toItsEnd();

            assertThat(scene.parts(Part.Usage.class)).containsExactly(new Part.Usage(9, 15, true, null));
        }

        @Test
        void replaysARequestThatRepeatsItself() {
            Scene scene = new Scene(RoutePolicy.DEFAULT, Scene.DETERMINISTIC, B, Targets.target("e"))
                    .plays(B, begun().breaks())
                    .plays(
                            Targets.target("e"),
                            Script.stream("e")
                                    .role()
                                    .text("The ", "capital of France", " is Paris", ".")
                                    .finish("stop")
                                    .usage(9, 12)
                                    .done());

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("The capital of France is Paris.");
            assertThat(scene.parts(Part.Usage.class))
                    .singleElement()
                    .satisfies(usage -> assertThat(usage.completion()).isEqualTo(12));
            assertThat(scene.upstream().calls().getLast().prefill()).isNull();
        }

        @Test
        void swallowsALongReplay() {
            String[] tokens =
                    IntStream.range(0, 2_000).mapToObj(i -> "word" + i + " ").toArray(String[]::new);
            Target e = Targets.target("e");
            Scene scene = new Scene(RoutePolicy.DEFAULT, Scene.DETERMINISTIC, B, e)
                    .plays(B, Script.stream("b").role().text(tokens).breaks())
                    .plays(
                            e,
                            Script.stream("e")
                                    .role()
                                    .text(tokens)
                                    .text("end")
                                    .finish("stop")
                                    .done());

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo(String.join("", tokens) + "end");
        }

        @Test
        void givesUpWhereAReplayDeparts() {
            Target e = Targets.target("e");
            RoutePolicy exact = Policies.ladder(Rung.PREFILL, Rung.REPLAY);
            Scene scene = new Scene(exact, Scene.DETERMINISTIC, B, e)
                    .plays(B, begun().breaks(), Script.answer("b", "It is Paris."))
                    .plays(e, Script.answer("e", "Paris."));

            scene.toItsEnd();

            assertThat(scene.text()).isEqualTo("The capital of France is Par");
            assertThat(scene.failure().failures())
                    .hasExactlyElementsOfTypes(
                            Failure.Interrupted.class, Failure.SeamFailed.class, Failure.SeamFailed.class);
        }

        @Test
        void triesTheNextRungWhereThePrefillIsRefused() {
            Scene scene = new Scene(RoutePolicy.DEFAULT, Scene.DETERMINISTIC, B, C)
                    .plays(B, begun().breaks())
                    .plays(
                            C,
                            Script.response(400, "application/json", "{\"error\":{\"message\":\"no prefill\"}}"),
                            Script.answer("c", "The capital of France is Paris."));

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("The capital of France is Paris.");
        }

        @Test
        void learnsForOtherAnswersWhoRefusesAPrefill() {
            Memory learned = new Memory();
            Script refusal = Script.response(400, "application/json", "{\"error\":{\"message\":\"no prefill\"}}");
            Scene teaching = new Scene(learned, RoutePolicy.DEFAULT, Scene.STREAM, B, C)
                    .plays(B, begun().breaks())
                    .plays(C, refusal, Script.answer("c", "The capital of France is Paris."))
                    .toItsEnd();
            Scene taught = new Scene(learned, RoutePolicy.DEFAULT, Scene.STREAM, B, C, D)
                    .plays(B, begun().breaks())
                    .plays(D, Script.answer("d", "is."))
                    .toItsEnd();

            assertThat(teaching.text()).isEqualTo("The capital of France is Paris.");
            assertThat(teaching.tale()).contains("c/model-of-c is not asked to continue an answer for 60 minutes");
            assertThat(taught.text()).isEqualTo("The capital of France is Paris.");
            assertThat(taught.upstream().callees()).containsExactly("b", "d");
        }

        @Test
        void learnsNothingWhereNoPrefillWasAskedFor() {
            Memory learned = new Memory();
            RoutePolicy policy = Policies.classifying(new ClassifyRule(503, null, FailureClass.PREFILL_REFUSED));

            Scene scene = new Scene(learned, policy, Scene.STREAM, C, B)
                    .plays(C, Script.refusal(503))
                    .plays(B, Script.answer("b", "Hello"))
                    .toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(learned.refusals().include(C, 0)).isFalse();
        }

        @Test
        void namesTheFirstCauseFirst() {
            Scene scene = new Scene(Policies.ladder(Rung.PREFILL), Scene.STREAM, B, C)
                    .plays(B, begun().breaks())
                    .plays(C, Script.refusal(401));

            scene.toItsEnd();

            assertThat(scene.failure().reason()).isEqualTo(AnswerFailed.Reason.NO_TARGET_LEFT);
            assertThat(scene.failure().failures())
                    .hasExactlyElementsOfTypes(Failure.Interrupted.class, Failure.CredentialRefused.class);
        }

        @Test
        void neverRestartsBehindText() {
            Scene scene = new Scene(Policies.ladder(Rung.PREFILL, Rung.REPLAY), Scene.STREAM, B, Targets.target("e"))
                    .plays(B, begun().breaks());

            scene.toItsEnd();

            assertThat(scene.failure().failures()).hasSize(1);
            assertThat(scene.upstream().callees()).containsExactly("b");
        }

        @Test
        void startsAgainWhereTheClientHasOnlyThoughtsAndDropsTheSecondOnes() {
            Scene scene = Scene.of(B, C)
                    .plays(
                            B,
                            Script.stream("b")
                                    .role()
                                    .event(Chunks.reasoning("b", "Hmm."))
                                    .breaks())
                    .plays(
                            C,
                            Script.stream("c")
                                    .role()
                                    .event(Chunks.reasoning("c", "Well."))
                                    .text("Paris.")
                                    .finish("stop")
                                    .done());

            scene.toItsEnd();

            assertThat(scene.text()).isEqualTo("Paris.");
            assertThat(scene.parts(Part.Reasoning.class)).containsExactly(new Part.Reasoning(0, "Hmm."));
            assertThat(scene.upstream().calls().getLast().prefill()).isNull();
        }
    }

    @Nested
    class WithTools {

        @Test
        void makesAnewACallThatWasCutInHalf() {
            Scene scene = Scene.of(B, C)
                    .plays(
                            B,
                            Script.stream("b")
                                    .role()
                                    .tool("call_b", "weather")
                                    .arguments("{\"ci")
                                    .breaks())
                    .plays(
                            C,
                            Script.stream("c")
                                    .role()
                                    .tool("call_c", "weather")
                                    .arguments("{\"city\":\"Rome\"}")
                                    .finish("tool_calls")
                                    .done());

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.parts(Part.ToolCall.class))
                    .containsExactly(
                            new Part.ToolCall(0, 0, "call_c", "weather", ""),
                            new Part.ToolCall(0, 0, null, null, "{\"city\":\"Rome\"}"));
        }

        @Test
        void goesOnFromTheTextBeforeACallThatWasCutInHalf() {
            Scene scene = Scene.of(B, C)
                    .plays(
                            B,
                            Script.stream("b")
                                    .role()
                                    .text("Let me look.")
                                    .tool("call_b", "weather")
                                    .breaks())
                    .plays(
                            C,
                            Script.stream("c")
                                    .role()
                                    .tool("call_c", "weather")
                                    .finish("tool_calls")
                                    .done());

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("Let me look.");
            assertThat(scene.parts(Part.ToolCall.class))
                    .extracting(Part.ToolCall::id)
                    .containsExactly("call_c");
            assertThat(scene.upstream().calls().getLast().prefill()).isEqualTo("Let me look.");
        }

        @Test
        void neverMakesACallTwiceThatTheClientHasSeen() {
            Scene scene = new Scene(Policies.tools(ToolCalls.STREAM), Scene.STREAM, B, C)
                    .plays(
                            B,
                            Script.stream("b")
                                    .role()
                                    .tool("call_b", "weather")
                                    .arguments("{\"ci")
                                    .breaks());

            scene.toItsEnd();

            assertThat(scene.failure().failures()).hasSize(1);
            assertThat(scene.parts(Part.ToolCall.class)).hasSize(2);
            assertThat(scene.upstream().callees()).containsExactly("b");
        }

        @Test
        void noticesThatTheLastCandidateGoesSilentInAToolCall() {
            Scene scene = Scene.of(B)
                    .plays(
                            B,
                            Script.stream("b").role().tool("call_b", "weather").staysOpen());

            scene.asks(Long.MAX_VALUE).passes(Duration.ofSeconds(30));

            assertThat(scene.failure().failures()).singleElement().isInstanceOf(Failure.Silent.class);
            assertThat(scene.events()).isEmpty();
            assertThat(scene.upstream().running()).isZero();
        }
    }

    @Nested
    class AtTheEnd {

        @Test
        void takesAFinishForCompleteWhenTheConnectionBreaksBehindIt() {
            Scene scene = Scene.of(B, C)
                    .plays(B, Script.stream("b").text("Hi").finish("stop").breaks());

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.upstream().callees()).containsExactly("b");
        }

        @Test
        void losesNothingThatASlowReaderHasNotTakenWhenTheConnectionBreaks() {
            String rest = Chunks.sse(Chunks.text("b", "lo")) + Chunks.sse(Chunks.finish("b", "stop"));
            Scene scene = Scene.of(B, C)
                    .plays(
                            B,
                            Script.stream("b")
                                    .bytes(Chunks.utf8(Chunks.sse(Chunks.text("b", "Hel")) + rest))
                                    .breaks());

            scene.asks(1).passes(Duration.ofSeconds(5)).wants(Long.MAX_VALUE);

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("Hello");
            assertThat(scene.parts(Part.Finish.class)).hasSize(1);
        }

        @Test
        void waitsTwoSecondsForTheUsageBehindAFinish() {
            Scene scene = Scene.of(B)
                    .plays(B, Script.stream("b").text("Hi").finish("stop").staysOpen());

            scene.asks(Long.MAX_VALUE).passes(Duration.ofMillis(1_999));
            assertThat(scene.isOver()).isFalse();
            scene.passes(Duration.ofMillis(1));

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.upstream().running()).isZero();
        }

        @Test
        void waitsATenthOfASecondForTheEndBehindTheEndMarker() {
            Scene scene = Scene.of(B).plays(B, Script.answer("b", "Hi").staysOpen());

            scene.asks(Long.MAX_VALUE).passes(Duration.ofMillis(99));
            assertThat(scene.isOver()).isFalse();
            scene.passes(Duration.ofMillis(1));

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.upstream().running()).isZero();
        }

        @Test
        void handsOnTheUsageThatComesLate() {
            Scene scene = Scene.of(B).plays(B, lateUsage());

            scene.toItsEnd();

            assertThat(scene.parts(Part.Usage.class)).singleElement().satisfies(usage -> {
                assertThat(usage.prompt()).isEqualTo(9);
                assertThat(usage.estimated()).isFalse();
            });
        }

        @Test
        void guessesTheUsageThatNobodyTold() {
            Scene scene = Scene.of(B).plays(B, Script.answer("b", "x".repeat(40)));

            scene.toItsEnd();

            assertThat(scene.parts(Part.Usage.class)).singleElement().satisfies(usage -> {
                assertThat(usage.completion()).isEqualTo(10);
                assertThat(usage.prompt()).isPositive();
                assertThat(usage.estimated()).isTrue();
            });
        }
    }

    @Nested
    class WhenItIsClosed {

        @Test
        void endsWhatRunsAndItsCalls() {
            Scene scene = Scene.of(B, C)
                    .plays(B, Script.stream("b").text("Hello").breaks())
                    .plays(C, Script.stream("c").text(" you").staysOpen());

            scene.asks(Long.MAX_VALUE).shutsDown();

            assertThat(scene.text()).isEqualTo("Hello you");
            assertThat(scene.failure().reason()).isEqualTo(AnswerFailed.Reason.SHUTDOWN);
            assertThat(scene.failure().failures()).singleElement().isInstanceOf(Failure.Interrupted.class);
            assertThat(scene.upstream().running()).isZero();
            assertThat(scene.tale().toList().getLast()).startsWith("given up: ");
        }

        @Test
        void endsAnAnswerThatWaitsToAskAgain() {
            Scene scene = Scene.of(B).plays(B, Script.refusal(500), Script.answer("b", "Hello"));

            scene.asks(Long.MAX_VALUE).shutsDown();

            assertThat(scene.failure().reason()).isEqualTo(AnswerFailed.Reason.SHUTDOWN);
            assertThat(scene.passes(Duration.ofHours(1)).upstream().callees()).containsExactly("b");
        }

        @Test
        void beginsNoAnswer() {
            Scene scene = Scene.of(B).plays(B, Script.stream("b").staysOpen());

            scene.shutsDown().asks(Long.MAX_VALUE).passes(Duration.ZERO);

            assertThat(scene.failure().reason()).isEqualTo(AnswerFailed.Reason.SHUTDOWN);
            assertThat(scene.events()).isEmpty();
            assertThat(scene.upstream().running()).isZero();
        }

        @Test
        void leavesAnAnswerItsEndThatHasAllButThat() {
            Scene scene = Scene.of(B).plays(B, lateUsage());

            scene.asks(Long.MAX_VALUE).shutsDown().passes(Duration.ofSeconds(2));

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.parts(Part.Usage.class)).hasSize(1);
        }
    }

    @Nested
    class InTime {

        @Test
        void endsAtTheDeadlineWhateverIsUnderWay() {
            Scene scene = new Scene(Policies.total(Duration.ofSeconds(90)), Scene.STREAM, B, C)
                    .plays(B, Script.stream("b").staysOpen())
                    .plays(C, Script.stream("c").staysOpen());

            scene.asks(Long.MAX_VALUE).passes(Duration.ofSeconds(90));

            assertThat(scene.failure().reason()).isEqualTo(AnswerFailed.Reason.DEADLINE);
            assertThat(scene.failure().failures()).singleElement().isInstanceOf(Failure.Silent.class);
            assertThat(scene.upstream().running()).isZero();
        }

        @Test
        void endsAtTheDeadlineAlsoWhileTheReaderIsSlow() {
            Scene scene = new Scene(Policies.total(Duration.ofSeconds(90)), Scene.STREAM, B)
                    .plays(B, Script.answer("b", "Hel", "lo"));

            scene.asks(1).passes(Duration.ofSeconds(90));

            assertThat(scene.failure().reason()).isEqualTo(AnswerFailed.Reason.DEADLINE);
            assertThat(scene.upstream().running()).isZero();
        }

        @Test
        void takesATargetForDeadThatStopsBetweenTokens() {
            Scene scene = Scene.of(B, C)
                    .plays(B, Script.stream("b").text("Hello").staysOpen())
                    .plays(C, Script.answer("c", " you"));

            scene.asks(Long.MAX_VALUE).passes(Duration.ofMillis(29_999));
            assertThat(scene.upstream().callees()).containsExactly("b");
            scene.passes(Duration.ofMillis(1));

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("Hello you");
        }

        @Test
        void neverBlamesATargetForASlowReader() {
            Scene scene = Scene.of(B, C).plays(B, Script.answer("b", "Hel", "lo"));

            scene.asks(2).passes(Duration.ofMinutes(9));
            assertThat(scene.text()).isEqualTo("Hel");
            scene.wants(Long.MAX_VALUE).passes(Duration.ofSeconds(1));

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("Hello");
            assertThat(scene.upstream().callees()).containsExactly("b");
        }

        @Test
        void givesATargetItsFullTimeAgainWhenASlowReaderComesBack() {
            Script slow = Script.stream("b")
                    .text("Hel", "lo")
                    .silent(Duration.ofSeconds(20))
                    .text(" you")
                    .finish("stop");
            Scene scene = Scene.of(B, C).plays(B, slow.done());

            scene.asks(1).passes(Duration.ofMinutes(2)).wants(Long.MAX_VALUE).passes(Duration.ofSeconds(21));

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("Hello you");
        }

        @Test
        void noticesThatTheLastCandidateGoesSilentWhileItRepeats() {
            Scene scene = new Scene(RoutePolicy.DEFAULT, Scene.DETERMINISTIC, B)
                    .plays(
                            B,
                            Script.stream("b").text("Hello", " you").breaks(),
                            Script.stream("b").text("Hello").staysOpen());

            scene.asks(Long.MAX_VALUE).passes(Duration.ofSeconds(30));

            assertThat(scene.failure().failures())
                    .hasExactlyElementsOfTypes(Failure.Interrupted.class, Failure.Silent.class);
        }

        @Test
        void takesWhatIsSwallowedForProgress() {
            Target e = Targets.target("e");
            Script slow = Script.stream("e");
            String[] tokens = {"Hello", " you", " there", " and", " here"};
            for (String token : tokens) {
                slow.silent(Duration.ofSeconds(25)).text(token);
            }
            Scene scene = new Scene(RoutePolicy.DEFAULT, Scene.DETERMINISTIC, B, e)
                    .plays(B, Script.stream("b").text("Hello you there and").breaks())
                    .plays(e, slow.finish("stop").done());

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("Hello you there and here");
        }
    }

    @Nested
    class WhenTheClientLeaves {

        static Stream<BeforeTheFirstToken.Case> phases() {
            return Stream.of(
                    new BeforeTheFirstToken.Case(
                            "before the headers", Script.stream("b").headersAfter(Duration.ofHours(1))),
                    new BeforeTheFirstToken.Case(
                            "before the first token", Script.stream("b").role().staysOpen()),
                    new BeforeTheFirstToken.Case(
                            "in the middle", Script.stream("b").text("Hel").staysOpen()),
                    new BeforeTheFirstToken.Case("while it waits to ask again", Script.refusal(500)),
                    new BeforeTheFirstToken.Case(
                            "behind the finish",
                            Script.stream("b").text("Hi").finish("stop").staysOpen()));
        }

        @ParameterizedTest
        @MethodSource("phases")
        void endsTheCallAndMakesNoOther(BeforeTheFirstToken.Case row) {
            Scene scene =
                    Scene.of(B, C).plays(B, row.script()).asks(Long.MAX_VALUE).passes(Duration.ofMillis(50));

            scene.leaves();

            assertThat(scene.upstream().running()).isZero();
            scene.passes(Duration.ofHours(1));
            assertThat(scene.upstream().callees()).containsExactly("b");
            assertThat(scene.told().getLast())
                    .isInstanceOfSatisfying(
                            Moment.Ended.class, end -> assertThat(end.outcome()).isEqualTo(Moment.Outcome.CLIENT_LEFT));
        }
    }

    @Nested
    class InOnePiece {

        @Test
        void handsOnTheBodyAsItCame() {
            Scene scene = new Scene(RoutePolicy.DEFAULT, Scene.WHOLE, B, C)
                    .plays(B, Script.response(200, "application/json", Chunks.whole("b", "Hello")));

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.events())
                    .filteredOn(AnswerEvent::isUseful)
                    .singleElement()
                    .satisfies(event -> assertThat(event.payload()).isEqualTo(Chunks.utf8(Chunks.whole("b", "Hello"))));
        }

        static Stream<BeforeTheFirstToken.Case> failures() {
            String whole = Chunks.whole("b", "Hello");
            return Stream.of(
                    new BeforeTheFirstToken.Case("503", Script.refusal(503)),
                    new BeforeTheFirstToken.Case(
                            "cut", Script.response(200, "application/json", whole.substring(0, 60))),
                    new BeforeTheFirstToken.Case(
                            "broken",
                            Script.response(200, "application/json", whole.substring(0, 60))
                                    .breaks()),
                    new BeforeTheFirstToken.Case("silent", Script.stream("b").headersAfter(Duration.ofHours(2))),
                    new BeforeTheFirstToken.Case(
                            "unfinished", Script.response(200, "application/json", whole.replace("\"stop\"", "null"))),
                    new BeforeTheFirstToken.Case("a stream", Script.answer("b", "Hello")));
        }

        @ParameterizedTest
        @MethodSource("failures")
        void failsOverWhenTheBodyIsNotWhole(BeforeTheFirstToken.Case row) {
            Scene scene = new Scene(RoutePolicy.DEFAULT, Scene.WHOLE, B, C)
                    .plays(B, row.script())
                    .plays(C, Script.response(200, "application/json", Chunks.whole("c", "Hello")));

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("Hello");
            assertThat(scene.upstream().callees()).containsExactly("b", "c");
        }

        @Test
        void streamsABodyThatCameWhereAStreamWasAskedFor() {
            Scene scene = Scene.of(B).plays(B, Script.response(200, "application/json", Chunks.whole("b", "Hello")));

            scene.toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("Hello");
            assertThat(scene.events()).noneMatch(event -> event.payload() != null);
        }
    }

    @Nested
    class Telling {

        @Test
        void tellsWhatHappenedInOrder() {
            Scene scene = Scene.of(B, C)
                    .plays(
                            B,
                            Script.refusal(500),
                            Script.stream("b").role().text("Hel", "lo").breaks())
                    .plays(C, Script.answer("c", " you"));

            scene.toItsEnd();

            assertThat(scene.tale().map(moment -> moment.replaceAll("\\d+ ms", "N ms")))
                    .containsExactly(
                            "attempt 1 asks b/model-of-b",
                            "b/model-of-b failed: HTTP 500 (no)",
                            "waits N ms to ask the same target again",
                            "attempt 2 asks b/model-of-b",
                            "b/model-of-b answers",
                            "b/model-of-b broke off after 2 events: scripted",
                            "attempt 3 asks c/model-of-c (prefill) to go on after 5 characters",
                            "c/model-of-c answers",
                            "complete: 4 events, 9 characters (b/model-of-b 1-2, c/model-of-c 3-4)");
            assertThat(scene.story().attempts()).isEqualTo(3);
            assertThat(scene.story().opener()).isEqualTo(B);
        }

        @Test
        void tellsOnceWhoDeliveredWhatOfAnAnswerThatWasGivenUp() {
            Scene scene =
                    Scene.of(B).plays(B, Script.stream("b").text("Hel", "lo").breaks());

            scene.toItsEnd();

            assertThat(scene.told().getLast())
                    .isEqualTo(new Moment.Ended(
                            Duration.ZERO, Moment.Outcome.FAILED, 2, 5, List.of(new Moment.Share(B, 1, 2))));
        }

        @Test
        void endsTheStoryOnce() {
            Scene scene = Scene.of(B).plays(B, Script.answer("b", "Hi"));

            scene.toItsEnd().leaves();

            assertThat(scene.told()).filteredOn(Moment.Ended.class::isInstance).hasSize(1);
        }
    }
}
