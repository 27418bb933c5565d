package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.FinishReason;
import dev.baton.answer.Part;
import dev.baton.dialect.openai.Chunks;
import dev.baton.resilience.Failure;
import dev.baton.resilience.Memory;
import dev.baton.route.Continuation;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import dev.baton.splice.Anchor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an answer is gone on with, rung by rung, and what only the whole of it can show. */
class LadderTest {

    private static final Target B = Targets.target("b");
    private static final Target C = Targets.target("c");
    private static final Target PREFILLING = Targets.target("c", Continuation.PREFILL);
    private static final Target D = Targets.target("d");
    private static final String BEGUN = "The capital of France is Par";
    private static final String NO_PREFILL = "{\"error\":{\"message\":\"no prefill\"}}";

    private static Script begun() {
        return Script.stream("b").role().text("The capital of ", "France is Par");
    }

    private static Scene asking(String fields, Target... targets) {
        return new Scene(RoutePolicy.DEFAULT, Scene.STREAM.replace("\"stream\"", fields + ",\"stream\""), targets);
    }

    private static List<Part.Finish> finish(FinishReason reason) {
        return List.of(new Part.Finish(0, reason));
    }

    @Nested
    class Anchors {

        @Test
        void cutOffWhatIsRepeated() {
            Scene scene = Scene.of(B, C)
                    .plays(B, begun().breaks())
                    .plays(C, Script.answer("c", "The cap", "ital of France\nis Par", "is, on ", "the Seine."))
                    .toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("The capital of France is Paris, on the Seine.");
            assertThat(scene.parts(Part.Role.class)).hasSize(1);
            assertThat(scene.parts(Part.Finish.class)).isEqualTo(finish(FinishReason.STOP));
            assertThat(scene.upstream().calls().getLast().anchored()).isEqualTo(BEGUN);
            assertThat(scene.tale()).contains("attempt 2 asks c/model-of-c (anchor) to go on after 28 characters");
        }

        @Test
        void leaveNothingWithTheClientWhereTheyAreNotRepeated() {
            Scene scene = Scene.of(B, C, D)
                    .plays(B, begun().breaks(), Script.answer("b", "Paris."))
                    .plays(C, Script.answer("c", "is, on the Seine."))
                    .plays(D, Script.answer("d", "\"" + BEGUN + "\"is"))
                    .toItsEnd();

            assertThat(scene.text()).isEqualTo(BEGUN);
            assertThat(scene.parts(Part.Finish.class)).isEmpty();
            assertThat(scene.failure().failures())
                    .hasExactlyElementsOfTypes(
                            Failure.Interrupted.class,
                            Failure.SeamFailed.class,
                            Failure.SeamFailed.class,
                            Failure.SeamFailed.class);
        }

        @Test
        void letTheOnlyTargetGoOnItself() {
            Scene scene = Scene.of(B)
                    .plays(B, begun().breaks(), Script.answer("b", BEGUN, "is."))
                    .toItsEnd();

            assertThat(scene.text()).isEqualTo("The capital of France is Paris.");
        }

        @Test
        void followARefusedPrefillAtTheSameTargetAndTeachNothingThemselves() {
            Memory learned = new Memory();
            Scene scene = new Scene(learned, RoutePolicy.DEFAULT, Scene.STREAM, B, PREFILLING, D)
                    .plays(B, begun().breaks())
                    .plays(PREFILLING, Script.refusal(400), Script.response(400, "application/json", NO_PREFILL))
                    .plays(D, Script.answer("d", BEGUN, "is."));

            scene.toItsEnd();

            assertThat(scene.upstream().callees()).containsExactly("b", "c", "c", "d");
            assertThat(scene.text()).isEqualTo("The capital of France is Paris.");
            assertThat(learned.refusals().include(PREFILLING, 0)).isFalse();
        }

        @Test
        void teachNothingWhereTheyAreRefusedInTheWordsOfARefusedPrefill() {
            Memory learned = new Memory();
            Scene scene = new Scene(learned, RoutePolicy.DEFAULT, Scene.STREAM, B, C)
                    .plays(B, begun().breaks(), Script.answer("b", BEGUN, "is."))
                    .plays(C, Script.response(400, "application/json", NO_PREFILL))
                    .toItsEnd();

            assertThat(scene.text()).isEqualTo("The capital of France is Paris.");
            assertThat(scene.told()).noneMatch(Moment.LearnedRefusal.class::isInstance);
            assertThat(learned.refusals().include(C, 0)).isFalse();
        }

        @Test
        void dropSecondThoughts() {
            Scene scene = Scene.of(B, C)
                    .plays(B, begun().breaks())
                    .plays(
                            C,
                            Script.stream("c")
                                    .event(Chunks.reasoning("c", "They want me to go on."))
                                    .text(BEGUN, "is.")
                                    .finish("stop")
                                    .done())
                    .toItsEnd();

            assertThat(scene.text()).isEqualTo("The capital of France is Paris.");
            assertThat(scene.parts(Part.Reasoning.class)).isEmpty();
        }

        @Test
        void areNotInTheUsageThatIsTold() {
            String delivered = "x".repeat(40);
            long asked = Part.Usage.estimate(delivered.length()
                    + Anchor.of(delivered).orElseThrow().request().length());
            Scene scene = Scene.of(B, C)
                    .plays(B, Script.stream("b").text(delivered).breaks())
                    .plays(
                            C,
                            Script.stream("c")
                                    .text(delivered + "y")
                                    .finish("stop")
                                    .usage(9 + asked, 15)
                                    .done())
                    .toItsEnd();

            // 15 tokens less the 10 that repeat, and the 10 that were delivered before.
            assertThat(scene.parts(Part.Usage.class)).containsExactly(new Part.Usage(9, 15, true, null));
        }
    }

    @Nested
    class AFewCharacters {

        private static Script begun() {
            return Script.stream("b").role().text("The").breaks();
        }

        @Test
        void areFollowedByTheRestOfAnAnswerThatBeginsTheSame() {
            Scene scene = Scene.of(B, C)
                    .plays(B, begun())
                    .plays(C, Script.answer("c", "Th", "ese are", " lakes."))
                    .toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("These are lakes.");
            assertThat(scene.parts(Part.Role.class)).hasSize(1);
            assertThat(scene.tale()).contains("attempt 2 asks c/model-of-c (replay) to go on after 3 characters");
            assertThat(scene.upstream().calls())
                    .extracting(call -> call.body().path("messages").toString())
                    .hasSize(2)
                    .containsOnly("[{\"role\":\"user\",\"content\":\"Hi\"}]");
        }

        @Test
        void areFollowedByNothingThatBeginsOtherwise() {
            Scene scene = Scene.of(B, C)
                    .plays(B, begun(), Script.answer("b", "Lakes."))
                    .plays(C, Script.answer("c", "Sure, here it is: The lakes."))
                    .toItsEnd();

            assertThat(scene.text()).isEqualTo("The");
            assertThat(scene.parts(Part.Finish.class)).isEmpty();
            assertThat(scene.failure().failures())
                    .hasExactlyElementsOfTypes(
                            Failure.Interrupted.class, Failure.SeamFailed.class, Failure.SeamFailed.class);
        }
    }

    @Nested
    class Thoughts {

        @Test
        void areCountedAsPartOfTheAnswerAndNotOfThePrompt() {
            Target vllm = Targets.target("v", Continuation.CONTINUE_FINAL_MESSAGE);
            Scene scene = Scene.of(B, vllm)
                    .plays(
                            B,
                            Script.stream("b")
                                    .event(Chunks.reasoning("b", "h".repeat(80)))
                                    .text("x".repeat(40))
                                    .breaks())
                    .plays(
                            vllm,
                            Script.stream("v")
                                    .text("y")
                                    .finish("stop")
                                    .usage(19, 5)
                                    .done())
                    .toItsEnd();

            assertThat(scene.parts(Part.Usage.class)).containsExactly(new Part.Usage(9, 35, true, null));
            assertThat(scene.upstream()
                            .calls()
                            .getLast()
                            .body()
                            .path("chat_template_kwargs")
                            .path("enable_thinking")
                            .asBoolean(true))
                    .isFalse();
        }

        @Test
        void leadToAnAnchorWhereTheyCannotBeSwitchedOff() {
            Scene scene = Scene.of(B, PREFILLING)
                    .plays(
                            B,
                            Script.stream("b")
                                    .event(Chunks.reasoning("b", "Hmm."))
                                    .text("Hello there")
                                    .breaks())
                    .plays(PREFILLING, Script.answer("c", "Hello there you"))
                    .toItsEnd();

            assertThat(scene.text()).isEqualTo("Hello there you");
            assertThat(scene.upstream().calls().getLast().anchored()).isEqualTo("Hello there");
        }
    }

    @Nested
    class StopStrings {

        @Test
        void endTheAnswerWhereTheyAreCompletedAcrossTheSeam() {
            Scene scene = asking("\"stop\":[\"END.\"]", B, PREFILLING)
                    .plays(B, Script.stream("b").text("It is said. EN").breaks())
                    .plays(
                            PREFILLING,
                            Script.stream("c")
                                    .text("D", ". And more", " and more")
                                    .staysOpen())
                    .toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("It is said. EN");
            assertThat(scene.parts(Part.Finish.class)).containsExactly(Part.Finish.at("END."));
            assertThat(scene.upstream().running()).isZero();
            assertThat(scene.parts(Part.Usage.class)).hasSize(1).allMatch(Part.Usage::estimated);
        }

        @Test
        void doNoHarmWhereTheyAreNot() {
            Scene scene = asking("\"stop\":\"END.\"", B, C)
                    .plays(B, Script.stream("b").text("It is said. EN").breaks())
                    .plays(C, Script.answer("c", "It is said. EN", "D", "ED well."))
                    .toItsEnd();

            assertThat(scene.text()).isEqualTo("It is said. ENDED well.");
        }

        @Test
        void leaveWhatMayBeTheirBeginningWhenTheAnswerEnds() {
            Scene scene = asking("\"stop\":\"END.\"", B, PREFILLING)
                    .plays(B, Script.stream("b").text("It is said. EN").breaks())
                    .plays(PREFILLING, Script.answer("c", "D"))
                    .toItsEnd();

            assertThat(scene.text()).isEqualTo("It is said. END");
            assertThat(scene.parts(Part.Finish.class)).isEqualTo(finish(FinishReason.STOP));
        }

        @Test
        void endAnAnswerThatHasOneAlreadyWithoutAnotherCall() {
            Scene scene = asking("\"stop\":\"END.\"", B, PREFILLING)
                    .plays(B, Script.stream("b").text("It is said. END.").breaks())
                    .toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("It is said. END.");
            assertThat(scene.parts(Part.Finish.class)).containsExactly(Part.Finish.at("END."));
            assertThat(scene.tale()).contains("all is said, finish stop_sequence");
        }
    }

    @Nested
    class Limits {

        @Test
        void endAnAnswerThatHasUsedThemUpWithoutAnotherCall() {
            Scene scene = asking("\"max_tokens\":10", B, PREFILLING)
                    .plays(B, Script.stream("b").role().text("x".repeat(40)).breaks())
                    .toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.parts(Part.Finish.class)).isEqualTo(finish(FinishReason.LENGTH));
            assertThat(scene.parts(Part.Usage.class))
                    .singleElement()
                    .satisfies(usage -> assertThat(usage.completion()).isEqualTo(10))
                    .matches(Part.Usage::estimated);
            assertThat(scene.upstream().callees()).containsExactly("b");
            assertThat(scene.tale()).anyMatch(moment -> moment.startsWith("complete: 2 events, 40 characters (b"));
        }
    }

    @Nested
    class StructuredOutput {

        private static final String OBJECT = "\"response_format\":{\"type\":\"json_object\"}";
        private static final String SCHEMA = "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                + "{\"name\":\"n\",\"schema\":{\"properties\":{\"city\":{\"maxLength\":5}}}}}";

        private Scene scene(String format, Script second) {
            return asking(format, B, PREFILLING, D)
                    .plays(B, Script.stream("b").text("{\"city\":\"Pa").breaks())
                    .plays(PREFILLING, second)
                    .toItsEnd();
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void isGoneOnWithoutTheConstraintAndLookedAtAsAWhole(boolean schema) {
            Scene scene = scene(schema ? SCHEMA : OBJECT, Script.answer("c", "ris", "\"}"));

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("{\"city\":\"Paris\"}");
            assertThat(scene.upstream()
                            .calls()
                            .getLast()
                            .body()
                            .path("response_format")
                            .path("type")
                            .asString())
                    .isEqualTo("text");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                value = {"ris\"}}|valid JSON", "tagonia\"}|'maxLength'"})
        void neverFinishesWhereTheWholeIsNotWhatWasAskedFor(String rest, String fault) {
            Scene scene = scene(SCHEMA, Script.answer("c", rest));

            assertThat(scene.parts(Part.Finish.class)).isEmpty();
            assertThat(scene.failure().failures())
                    .hasExactlyElementsOfTypes(Failure.Interrupted.class, Failure.SeamFailed.class);
            assertThat(scene.failure().failures().getLast().detail())
                    .contains(fault)
                    .doesNotContain("agonia");
            assertThat(scene.upstream().callees()).containsExactly("b", "c");
        }

        @Test
        void isTakenUpByTheNextTargetWhereTheOneAddsNothing() {
            Scene scene = asking(OBJECT, B, PREFILLING, D)
                    .plays(B, Script.stream("b").text("{\"city\":\"Pa").breaks())
                    .plays(PREFILLING, Script.stream("c").role().finish("stop").done(), Script.refusal(503))
                    .plays(D, Script.answer("d", "{\"city\":\"Paris\"}"))
                    .toItsEnd();

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.text()).isEqualTo("{\"city\":\"Paris\"}");
        }

        @Test
        void mayBeCutByItsLimitAsEver() {
            Scene scene = scene(
                    OBJECT, Script.stream("c").text("ris").finish("length").done());

            assertThat(scene.isComplete()).isTrue();
            assertThat(scene.parts(Part.Finish.class)).isEqualTo(finish(FinishReason.LENGTH));
        }

        @Test
        void keepsItsConstraintInAReplay() {
            Scene scene = asking(OBJECT + ",\"seed\":1", B, C)
                    .plays(B, Script.stream("b").text("{\"city\":\"Pa").breaks())
                    .plays(C, Script.answer("c", "{\"city\":\"Paris\"}"))
                    .toItsEnd();

            assertThat(scene.text()).isEqualTo("{\"city\":\"Paris\"}");
            assertThat(scene.upstream()
                            .calls()
                            .getLast()
                            .body()
                            .path("response_format")
                            .path("type")
                            .asString())
                    .isEqualTo("json_object");
        }
    }
}
