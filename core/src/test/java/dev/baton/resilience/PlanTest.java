package dev.baton.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import dev.baton.answer.AnswerEvent;
import dev.baton.answer.AnswerFormat;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.answer.Terms;
import dev.baton.answer.Transcript;
import dev.baton.route.Continuation;
import dev.baton.route.Policies;
import dev.baton.route.Protocol;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTest {

    private static final Target B = Targets.target("b");
    private static final Target C = Targets.target("c", Continuation.PREFILL);
    private static final Target D = Targets.target("d", Continuation.PREFIX_FLAG);
    private static final ProviderError ERROR = new ProviderError("no", "", "", null);
    private static final RequestTraits PLAIN = new RequestTraits(true, true, false);
    private static final RequestTraits DETERMINISTIC = new RequestTraits(true, true, true);

    /** A failure for each class, by the target that failed. */
    enum Kind {
        TRANSIENT(target -> new Failure.Transient(target, "HTTP 500")),
        UNAVAILABLE(target -> new Failure.Unavailable(target, "HTTP 503")),
        SILENT(target -> new Failure.Silent(target, "no answer")),
        RATE_LIMITED(target -> new Failure.RateLimited(target, "HTTP 429", null)),
        QUOTA(target -> new Failure.QuotaExhausted(target, "HTTP 402")),
        CREDENTIAL(target -> new Failure.CredentialRefused(target, "HTTP 401")),
        MODEL_GONE(target -> new Failure.ModelGone(target, "HTTP 404")),
        CALLER_FAULT(target -> new Failure.CallerFault(target, "HTTP 400", 400, ERROR)),
        CONTEXT_LENGTH(target -> new Failure.ContextLength(target, "HTTP 400", 400, ERROR)),
        CONTENT_POLICY(target -> new Failure.ContentPolicy(target, "HTTP 400", 400, ERROR)),
        PREFILL_REFUSED(target -> new Failure.PrefillRefused(target, "HTTP 400")),
        SEAM_FAILED(target -> new Failure.SeamFailed(target, "departed")),
        INTERRUPTED(target -> new Failure.Interrupted(target, "cut")),
        MALFORMED(target ->
                new Failure.Unfit(target, "'t' is string", "invalid_value", "t", Failure.Unfit.Why.MALFORMED)),
        UNFIT(target -> new Failure.Unfit(
                target, "no 'n' there", "unsupported_parameter", "n", Failure.Unfit.Why.INEXPRESSIBLE));

        private final Function<Target, Failure> failure;

        Kind(Function<Target, Failure> failure) {
            this.failure = failure;
        }

        Failure at(Target target) {
            return failure.apply(target);
        }
    }

    private static Plan plan(RoutePolicy policy, RequestTraits traits, Target... targets) {
        return going(Plan.begin(List.of(targets), policy, traits, new Forecast(), new Random(1)));
    }

    private static Plan plan(Target... targets) {
        return plan(RoutePolicy.DEFAULT, PLAIN, targets);
    }

    private static Transcript nothing() {
        return new Transcript();
    }

    private static Transcript delivered(Part... parts) {
        Transcript transcript = new Transcript();
        for (Part part : parts) {
            transcript.delivered(AnswerEvent.of(Head.NONE, List.of(part)));
        }
        return transcript;
    }

    private static Transcript text(String... pieces) {
        return delivered(Stream.of(pieces).map(piece -> new Part.Text(0, piece)).toArray(Part[]::new));
    }

    private static Failure waiting(Target target, Duration retryAfter) {
        return new Failure.RateLimited(target, "HTTP 429", retryAfter);
    }

    /** The plan that goes on; fails when the decision is to give up. */
    private static Plan going(Decision decision) {
        return switch (decision) {
            case Decision.Retry again -> again.plan();
            case Decision.Restart anew -> anew.plan();
            case Decision.Continue seam -> seam.plan();
            case Decision.Complete whole -> throw new AssertionError("complete: " + whole);
            case Decision.GiveUp end -> throw new AssertionError("given up: " + end);
        };
    }

    /** What a decision does, in words that fit into a table. */
    private static String words(Decision decision) {
        return switch (decision) {
            case Decision.Retry again -> "retry " + again.plan().step();
            case Decision.Restart anew -> "restart " + anew.plan().step();
            case Decision.Continue seam -> "continue " + seam.plan().step();
            case Decision.Complete whole -> "complete " + whole.finish().reason();
            case Decision.GiveUp end -> "give up";
        };
    }

    @Nested
    class BeforeTheFirstToken {

        record Case(Kind kind, String withNext, String withNone) {
            @Override
            public String toString() {
                return kind.name();
            }
        }

        static Stream<Case> reactions() {
            String again = "retry b/model-of-b";
            String next = "restart c/model-of-c";
            String end = "give up";
            return Stream.of(
                    new Case(Kind.TRANSIENT, again, again),
                    new Case(Kind.UNAVAILABLE, next, again),
                    new Case(Kind.SILENT, next, end),
                    new Case(Kind.RATE_LIMITED, next, again),
                    new Case(Kind.QUOTA, next, end),
                    new Case(Kind.CREDENTIAL, next, end),
                    new Case(Kind.MODEL_GONE, next, end),
                    new Case(Kind.CALLER_FAULT, end, end),
                    new Case(Kind.CONTEXT_LENGTH, next, end),
                    new Case(Kind.CONTENT_POLICY, end, end),
                    new Case(Kind.PREFILL_REFUSED, next, end),
                    new Case(Kind.SEAM_FAILED, next, end),
                    new Case(Kind.INTERRUPTED, next, again),
                    new Case(Kind.MALFORMED, next, end),
                    new Case(Kind.UNFIT, next, end));
        }

        @ParameterizedTest
        @MethodSource("reactions")
        void reactsToEachClassOfFailure(Case row) {
            Decision withNext = plan(B, C).after(row.kind.at(B), nothing());
            Decision withNone = plan(B).after(row.kind.at(B), nothing());

            assertThat(words(withNext)).isEqualTo(row.withNext);
            assertThat(words(withNone)).isEqualTo(row.withNone);
        }

        @Test
        void knowsAReactionForEveryKind() {
            assertThat(reactions().map(Case::kind)).containsExactlyInAnyOrder(Kind.values());
        }

        @Test
        void waitsAsLongAsTheProviderAsksWhereThatIsShort() {
            Decision decision = plan(B, C).after(waiting(B, Duration.ofSeconds(2)), nothing());

            assertThat(decision).isInstanceOfSatisfying(Decision.Retry.class, again -> {
                assertThat(again.delay()).isEqualTo(Duration.ofSeconds(2));
                assertThat(again.plan().step().target()).isEqualTo(B);
            });
        }

        @Test
        void asksTheNextTargetWhereTheProviderAsksForALongWait() {
            Decision decision = plan(B, C).after(waiting(B, Duration.ofMillis(2001)), nothing());

            assertThat(words(decision)).isEqualTo("restart c/model-of-c");
        }

        @Test
        void givesUpRatherThanAskTheLastTargetEarlierThanItAllows() {
            Decision decision = plan(B).after(waiting(B, Duration.ofMinutes(1)), nothing());

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void repeatsTheSameTargetOnceAndThenMovesOn() {
            Plan again = going(plan(B, C).after(Kind.TRANSIENT.at(B), nothing()));

            Decision decision = again.after(Kind.TRANSIENT.at(B), nothing());

            assertThat(words(decision)).isEqualTo("restart c/model-of-c");
        }

        @Test
        void repeatsOnlyOnceInAnOpeningWhicheverTargetItIs() {
            Plan again = going(plan(B, C).after(Kind.TRANSIENT.at(B), nothing()));
            Plan third = going(again.after(Kind.UNAVAILABLE.at(B), nothing()));

            Decision decision = third.after(Kind.TRANSIENT.at(C), nothing());

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void neverRepeatsWhereThePolicySaysSo() {
            Plan strict = plan(Policies.retrying(0), PLAIN, B, C);

            assertThat(words(strict.after(Kind.TRANSIENT.at(B), nothing()))).isEqualTo("restart c/model-of-c");
            assertThat(words(strict.after(waiting(B, Duration.ZERO), nothing())))
                    .isEqualTo("restart c/model-of-c");
            assertThat(words(plan(Policies.retrying(0), PLAIN, B).after(Kind.UNAVAILABLE.at(B), nothing())))
                    .isEqualTo("give up");
        }

        @Test
        void neverAsksASilentTargetTwice() {
            Plan next = going(plan(B, C).after(Kind.SILENT.at(B), nothing()));

            Decision decision = next.after(Kind.SILENT.at(C), nothing());

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void makesAtMostThreeCalls() {
            Target e = Targets.target("e");
            Plan third = going(going(plan(B, C, D, e).after(Kind.UNAVAILABLE.at(B), nothing()))
                    .after(Kind.UNAVAILABLE.at(C), nothing()));

            Decision decision = third.after(Kind.UNAVAILABLE.at(D), nothing());

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void countsARepetitionAsACall() {
            Plan second = going(plan(Policies.retrying(5), PLAIN, B).after(Kind.TRANSIENT.at(B), nothing()));
            Plan third = going(second.after(Kind.TRANSIENT.at(B), nothing()));

            Decision decision = third.after(Kind.TRANSIENT.at(B), nothing());

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void asksOneMoreTargetWhenAPromptIsTooLong() {
            Plan next = going(plan(B, C, D).after(Kind.CONTEXT_LENGTH.at(B), nothing()));

            Decision decision = next.after(Kind.CONTEXT_LENGTH.at(C), nothing());

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void jittersTheBackoffByHalf() {
            List<Long> delays = new ArrayList<>();

            for (int seed = 0; seed < 200; seed++) {
                Plan plan = going(Plan.begin(List.of(B), RoutePolicy.DEFAULT, PLAIN, new Forecast(), new Random(seed)));
                Decision.Retry retry = (Decision.Retry) plan.after(Kind.TRANSIENT.at(B), nothing());
                delays.add(retry.delay().toMillis());
            }

            assertThat(delays).allMatch(delay -> delay >= 100 && delay < 300);
            assertThat(delays).anyMatch(delay -> delay < 150).anyMatch(delay -> delay > 250);
        }

        @Test
        void waitsForTheLastCandidateOnly() {
            Plan first = plan(B, C);

            Plan last = going(first.after(Kind.SILENT.at(B), nothing()));

            assertThat(first.isLastCandidate()).isFalse();
            assertThat(last.isLastCandidate()).isTrue();
        }

        @Test
        void takesTheThirdCallForTheLastCandidate() {
            Plan third = going(going(plan(B, C, D, Targets.target("e")).after(Kind.UNAVAILABLE.at(B), nothing()))
                    .after(Kind.UNAVAILABLE.at(C), nothing()));

            assertThat(third.isLastCandidate()).isTrue();
        }
    }

    @Nested
    class AtASeam {

        @Test
        void goesOnWithTheNextTargetByPrefill() {
            Decision decision = plan(B, C).after(Kind.INTERRUPTED.at(B), text("Hello there"));

            assertThat(words(decision)).isEqualTo("continue c/model-of-c (prefill)");
            assertThat(going(decision).seams()).isEqualTo(1);
        }

        @Test
        void skipsATargetThatCannotGoOn() {
            Decision decision = plan(B, Targets.target("e"), D).after(Kind.INTERRUPTED.at(B), text("Hello there"));

            assertThat(words(decision)).isEqualTo("continue d/model-of-d (prefill)");
        }

        @Test
        void givesUpWhereNobodyCanGoOn() {
            RoutePolicy exact = Policies.ladder(Rung.PREFILL, Rung.REPLAY);
            Decision decision =
                    plan(exact, PLAIN, B, Targets.target("e")).after(Kind.INTERRUPTED.at(B), text("Hello there"));

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void replaysWhereTheRequestRepeatsItself() {
            Plan plan = plan(RoutePolicy.DEFAULT, DETERMINISTIC, B, Targets.target("e"));

            assertThat(words(plan.after(Kind.INTERRUPTED.at(B), text("Hello there"))))
                    .isEqualTo("continue e/model-of-e (replay)");
        }

        @Test
        void climbsTheRungsInTheOrderOfTheLadder() {
            Plan usual = plan(RoutePolicy.DEFAULT, DETERMINISTIC, B, C);
            Plan turned = plan(Policies.ladder(Rung.REPLAY, Rung.PREFILL), DETERMINISTIC, B, C);

            assertThat(words(usual.after(Kind.INTERRUPTED.at(B), text("Hello there"))))
                    .isEqualTo("continue c/model-of-c (prefill)");
            assertThat(words(turned.after(Kind.INTERRUPTED.at(B), text("Hello there"))))
                    .isEqualTo("continue c/model-of-c (replay)");
        }

        @Test
        void leavesOutARungThatIsNotInTheLadder() {
            Plan plan = plan(Policies.ladder(Rung.REPLAY), PLAIN, B, C);

            assertThat(words(plan.after(Kind.INTERRUPTED.at(B), text("Hello there"))))
                    .isEqualTo("give up");
        }

        @Test
        void doesNotAskForAPrefillWhereItIsKnownToBeRefused() {
            Forecast forecast = new Forecast().refusing(C);
            Plan plan =
                    going(Plan.begin(List.of(B, C, D), RoutePolicy.DEFAULT, DETERMINISTIC, forecast, new Random(1)));

            Plan onD = going(plan.after(Kind.INTERRUPTED.at(B), text("Hello there")));
            Decision decision = onD.after(Kind.UNAVAILABLE.at(D), text("Hello there"));

            assertThat(onD.step()).isEqualTo(new Step(D, Opening.PREFILL));
            assertThat(words(decision)).isEqualTo("continue c/model-of-c (replay)");
        }

        @Test
        void asksAnybodyForAnAnchorWhoCanDoNoBetter() {
            Decision decision = plan(B, Targets.target("e")).after(Kind.INTERRUPTED.at(B), text("Hello there"));

            assertThat(words(decision)).isEqualTo("continue e/model-of-e (anchor)");
        }

        @Test
        void climbsOneRungWithAllTargetsBeforeTheNext() {
            Target e = Targets.target("e");
            Plan plan = plan(RoutePolicy.DEFAULT, DETERMINISTIC, B, e, C);

            Plan prefilling = going(plan.after(Kind.INTERRUPTED.at(B), text("Hello there")));
            Plan replaying = going(prefilling.after(Kind.PREFILL_REFUSED.at(C), text("Hello there")));

            assertThat(prefilling.step()).isEqualTo(new Step(C, Opening.PREFILL));
            assertThat(replaying.step()).isEqualTo(new Step(e, Opening.REPLAY));
            assertThat(replaying)
                    .hasToString("Plan[e/model-of-e (replay), c/model-of-c (replay), e/model-of-e (anchor),"
                            + " c/model-of-c (anchor), b/model-of-b (replay), b/model-of-b (anchor)]");
        }

        @Test
        void asksForAFewCharactersAnewAndForNoAnchor() {
            Plan plan = plan(B, Targets.target("e"), C);

            Plan prefilling = going(plan.after(Kind.INTERRUPTED.at(B), text("Hello,\n\n ")));

            assertThat(prefilling)
                    .hasToString("Plan[c/model-of-c (prefill), e/model-of-e (replay), c/model-of-c (replay),"
                            + " b/model-of-b (replay)]");
        }

        @Test
        void givesUpBehindAFewCharactersWhereNothingIsReplayed() {
            Plan plan = plan(Policies.ladder(Rung.ANCHOR), PLAIN, B, C);

            assertThat(words(plan.after(Kind.INTERRUPTED.at(B), text("Hello")))).isEqualTo("give up");
        }

        @Test
        void asksForNoAnchorWhereTheEndOfTheTextIsSaidOverAndOver() {
            Decision decision = plan(B, Targets.target("e")).after(Kind.INTERRUPTED.at(B), text("ha ".repeat(300)));

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void asksTheSameTargetForAnAnchorThatRefusedThePrefill() {
            Plan onC = going(plan(B, C).after(Kind.INTERRUPTED.at(B), text("Hello there")));

            for (Kind kind : rungFailures().toList()) {
                assertThat(words(onC.after(kind.at(C), text("Hello there"))))
                        .isEqualTo("continue c/model-of-c (anchor)");
            }
        }

        @Test
        void goesToTheNextTargetWhereAnAnchorIsRefused() {
            Plan plan = plan(Policies.ladder(Rung.ANCHOR), PLAIN, B, C, D);
            Plan onC = going(plan.after(Kind.INTERRUPTED.at(B), text("Hello there")));

            for (Kind kind : rungFailures().toList()) {
                assertThat(words(onC.after(kind.at(C), text("Hello there"))))
                        .isEqualTo("continue d/model-of-d (anchor)");
            }
        }

        @Test
        void doesNotPrefillBehindThoughtsWhereThinkingCannotBeSwitchedOff() {
            Target vllm = Targets.target("v", Continuation.CONTINUE_FINAL_MESSAGE);
            Transcript thoughtful = delivered(new Part.Reasoning(0, "Hmm."), new Part.Text(0, "Hello there"));

            assertThat(words(plan(B, C).after(Kind.INTERRUPTED.at(B), thoughtful)))
                    .isEqualTo("continue c/model-of-c (anchor)");
            assertThat(words(plan(B, C, vllm).after(Kind.INTERRUPTED.at(B), thoughtful)))
                    .isEqualTo("continue v/model-of-v (prefill, thinking off)");
            assertThat(words(
                            plan(Policies.ladder(Rung.PREFILL), PLAIN, B, C).after(Kind.INTERRUPTED.at(B), thoughtful)))
                    .isEqualTo("give up");
            assertThat(words(plan(B, vllm).after(Kind.INTERRUPTED.at(B), text("Hello there"))))
                    .isEqualTo("continue v/model-of-v (prefill)");
        }

        @Test
        void callsNobodyForAnAnswerThatHasReachedItsEnd() {
            RequestTraits limited = new RequestTraits(
                    true, true, false, new Terms(List.of("END"), 10, AnswerFormat.ANY), Protocol.OPENAI);
            Plan plan = plan(RoutePolicy.DEFAULT, limited, B, C);

            assertThat(words(plan.after(Kind.INTERRUPTED.at(B), text("x".repeat(40)))))
                    .isEqualTo("complete LENGTH");
            assertThat(words(plan.after(Kind.INTERRUPTED.at(B), text("so END"))))
                    .isEqualTo("complete STOP_SEQUENCE");
            assertThat(words(plan.after(Kind.INTERRUPTED.at(B), text("so END."))))
                    .startsWith("continue");
            assertThat(words(plan(Policies.neverResuming(), limited, B, C)
                            .after(Kind.INTERRUPTED.at(B), text("so END"))))
                    .isEqualTo("give up");
        }

        @Test
        void givesUpAWholeThatIsNotWhatWasAskedFor() {
            Plan onC = going(plan(B, C, D).after(Kind.INTERRUPTED.at(B), text("{")));

            assertThat(words(onC.after(Kind.SEAM_FAILED.at(C), text("{", "]")))).isEqualTo("give up");
            assertThat(words(onC.after(Kind.SEAM_FAILED.at(C), text("{"))))
                    .isEqualTo("continue d/model-of-d (prefill)");
        }

        @Test
        void doesNotAskForAPrefillThatIsKnownToBeRefusedSinceTheSeamBegan() {
            Forecast forecast = new Forecast();
            Plan plan =
                    going(Plan.begin(List.of(B, C, D), RoutePolicy.DEFAULT, DETERMINISTIC, forecast, new Random(1)));
            Plan onC = going(plan.after(Kind.INTERRUPTED.at(B), text("Hello there")));

            forecast.refusing(D);
            Decision decision = onC.after(Kind.UNAVAILABLE.at(C), text("Hello there"));

            assertThat(words(decision)).isEqualTo("continue d/model-of-d (replay)");
        }

        @Test
        void prefersUntriedTargetsToOneThatDeliveredText() {
            Plan plan = plan(C, D);

            Plan onD = going(plan.after(Kind.INTERRUPTED.at(C), text("Hello there")));
            Decision decision = onD.after(Kind.INTERRUPTED.at(D), text("Hello there", " you"));

            assertThat(onD.step()).isEqualTo(new Step(D, Opening.PREFILL));
            assertThat(words(decision)).isEqualTo("continue c/model-of-c (prefill)");
        }

        @Test
        void letsTheOnlyTargetGoOnWithItsOwnAnswer() {
            Decision decision = plan(C).after(Kind.INTERRUPTED.at(C), text("Hello there"));

            assertThat(words(decision)).isEqualTo("continue c/model-of-c (prefill)");
        }

        @ParameterizedTest
        @MethodSource("dev.baton.resilience.PlanTest#notCutOff")
        void neverGoesOnWithATargetThatAskingAgainCannotHelp(Kind kind) {
            Decision decision = plan(C).after(kind.at(C), text("Hello there"));

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void changesHandsAtMostAsOftenAsThePolicySays() {
            Plan plan = plan(Policies.seams(1), PLAIN, C, D, Targets.target("e", Continuation.PREFILL));
            Plan onD = going(plan.after(Kind.INTERRUPTED.at(C), text("Hello there")));

            Decision decision = onD.after(Kind.INTERRUPTED.at(D), text("Hello there", " you"));

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void countsNoSeamForATargetThatAddedNothing() {
            Target e = Targets.target("e", Continuation.PREFILL);
            Plan onC =
                    going(plan(Policies.seams(1), PLAIN, B, C, e).after(Kind.INTERRUPTED.at(B), text("Hello there")));

            Decision decision = onC.after(Kind.UNAVAILABLE.at(C), text("Hello there"));

            assertThat(words(decision)).isEqualTo("continue e/model-of-e (prefill)");
            assertThat(going(decision).seams()).isEqualTo(1);
        }

        @ParameterizedTest
        @MethodSource("dev.baton.resilience.PlanTest#rungFailures")
        void triesTheNextRungOfTheSameTargetWhenOneFails(Kind kind) {
            Plan onC = going(
                    plan(RoutePolicy.DEFAULT, DETERMINISTIC, B, C).after(Kind.INTERRUPTED.at(B), text("Hello there")));

            Decision decision = onC.after(kind.at(C), text("Hello there"));

            assertThat(words(decision)).isEqualTo("continue c/model-of-c (replay)");
        }

        @ParameterizedTest
        @MethodSource("dev.baton.resilience.PlanTest#rungFailures")
        void triesTheNextTargetWhenTheLastRungFails(Kind kind) {
            Plan onC = going(plan(B, C, D).after(Kind.INTERRUPTED.at(B), text("Hello there")));

            Decision decision = onC.after(kind.at(C), text("Hello there"));

            assertThat(words(decision)).isEqualTo("continue d/model-of-d (prefill)");
        }

        @Test
        void leavesATargetThatIsDownWithAllItsRungs() {
            Plan onC = going(plan(RoutePolicy.DEFAULT, DETERMINISTIC, B, C, D)
                    .after(Kind.INTERRUPTED.at(B), text("Hello there")));

            Decision decision = onC.after(Kind.UNAVAILABLE.at(C), text("Hello there"));

            assertThat(words(decision)).isEqualTo("continue d/model-of-d (prefill)");
        }

        @Test
        void repeatsAContinuingStepAfterATransientFault() {
            Plan onC = going(plan(B, C, D).after(Kind.INTERRUPTED.at(B), text("Hello there")));

            Decision decision = onC.after(Kind.TRANSIENT.at(C), text("Hello there"));

            assertThat(words(decision)).isEqualTo("retry c/model-of-c (prefill)");
        }

        @Test
        void makesAtMostThreeCallsAtASeam() {
            Target e = Targets.target("e", Continuation.PREFILL);
            Target f = Targets.target("f", Continuation.PREFILL);
            Plan third = going(going(going(plan(B, C, D, e, f).after(Kind.INTERRUPTED.at(B), text("Hello there")))
                            .after(Kind.UNAVAILABLE.at(C), text("Hello there")))
                    .after(Kind.UNAVAILABLE.at(D), text("Hello there")));

            Decision decision = third.after(Kind.UNAVAILABLE.at(e), text("Hello there"));

            assertThat(third.step().target()).isEqualTo(e);
            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void startsAgainWhereOnlyBlanksOrThoughtsWereDelivered() {
            Transcript blanks = text("\n\n");
            Transcript thoughts = delivered(new Part.Reasoning(0, "Let me see."));

            assertThat(words(plan(B, C).after(Kind.INTERRUPTED.at(B), blanks))).isEqualTo("restart c/model-of-c");
            assertThat(words(plan(B, C).after(Kind.INTERRUPTED.at(B), thoughts)))
                    .isEqualTo("restart c/model-of-c");
        }

        @ParameterizedTest
        @MethodSource("dev.baton.resilience.PlanTest#deadEnds")
        void givesUpWhatCannotBeTakenUp(Part last) {
            Transcript transcript = delivered(new Part.Text(0, "Hello there"), last);

            Decision decision =
                    plan(RoutePolicy.DEFAULT, DETERMINISTIC, B, C).after(Kind.INTERRUPTED.at(B), transcript);

            assertThat(words(decision)).isEqualTo("give up");
        }

        @Test
        void givesUpWhereResumingIsSwitchedOffOrTheRequestForbidsIt() {
            RequestTraits probabilities = new RequestTraits(false, true, true);

            assertThat(words(plan(Policies.neverResuming(), DETERMINISTIC, B, C)
                            .after(Kind.INTERRUPTED.at(B), text("Hello there"))))
                    .isEqualTo("give up");
            assertThat(words(plan(RoutePolicy.DEFAULT, probabilities, B, C)
                            .after(Kind.INTERRUPTED.at(B), text("Hello there"))))
                    .isEqualTo("give up");
        }

        @Test
        void neverAddsASecondAssistantMessage() {
            RequestTraits prefilled = new RequestTraits(true, false, false);

            Decision decision =
                    plan(RoutePolicy.DEFAULT, prefilled, B, C).after(Kind.INTERRUPTED.at(B), text("Hello there"));

            assertThat(words(decision)).isEqualTo("give up");
        }
    }

    @Nested
    class WithWhatIsKnownOfTheTargets {

        private static final Duration LONG = Duration.ofSeconds(20);

        private final Forecast forecast = new Forecast();

        private static Standing out(Standing.Kind kind, Duration time) {
            return new Standing(kind, time);
        }

        private Decision begin(Target... targets) {
            return begin(PLAIN, targets);
        }

        private Decision begin(RequestTraits traits, Target... targets) {
            return Plan.begin(List.of(targets), RoutePolicy.DEFAULT, traits, forecast, new Random(1));
        }

        static Stream<Standing> outs() {
            return Stream.of(
                    out(Standing.Kind.OPEN, LONG),
                    out(Standing.Kind.PARKED, LONG),
                    Standing.of(Standing.Kind.PROBED),
                    Standing.of(Standing.Kind.FULL));
        }

        @ParameterizedTest
        @MethodSource("outs")
        void beginsWithTheFirstWhoMayBeAsked(Standing standing) {
            forecast.says(B, standing);

            Decision decision = begin(B, C, D);

            assertThat(words(decision)).isEqualTo("restart c/model-of-c");
            assertThat(going(decision).passedOver()).containsExactly(new PassedOver(B, standing));
        }

        @Test
        void triesOutWhoMayHaveRecoveredInItsPlace() {
            forecast.says(B, Standing.of(Standing.Kind.PROBE));

            Plan probing = going(begin(B, C));

            assertThat(probing.step().target()).isEqualTo(B);
            assertThat(words(probing.after(Kind.UNAVAILABLE.at(B), nothing()))).isEqualTo("restart c/model-of-c");
        }

        @Test
        void asksNobodyWhenAllAreOutAndSaysForHowLong() {
            forecast.says(B, out(Standing.Kind.OPEN, LONG)).says(C, out(Standing.Kind.PARKED, Duration.ofSeconds(3)));

            assertThat(begin(B, C))
                    .isEqualTo(new Decision.GiveUp(
                            null,
                            List.of(),
                            List.of(
                                    new PassedOver(B, out(Standing.Kind.OPEN, LONG)),
                                    new PassedOver(C, out(Standing.Kind.PARKED, Duration.ofSeconds(3)))),
                            Duration.ofSeconds(3)));
        }

        @Test
        void comesBackToWhomItPassedOverOnceTheyMayBeAsked() {
            forecast.says(B, out(Standing.Kind.OPEN, LONG));
            Plan onC = going(begin(B, C));

            forecast.says(B, Standing.of(Standing.Kind.PROBE));

            assertThat(words(onC.after(Kind.UNAVAILABLE.at(C), nothing()))).isEqualTo("restart b/model-of-b");
        }

        @Test
        void countsNoCallForWhomItPassedOver() {
            Target e = Targets.target("e");
            Plan onB = going(begin(B, C, D, e));

            Plan onD = going(going(onB.passOver()).passOver());
            Plan onE = going(onD.after(Kind.UNAVAILABLE.at(D), nothing()));

            assertThat(onE.step().target()).isEqualTo(e);
            assertThat(words(onE.after(Kind.UNAVAILABLE.at(e), nothing()))).isEqualTo("retry e/model-of-e");
        }

        @Test
        void givesUpWhenAnotherAnswerWasFasterAndNobodyIsLeft() {
            Plan onB = going(begin(B));
            forecast.says(B, Standing.of(Standing.Kind.PROBED));

            assertThat(onB.passOver()).isInstanceOfSatisfying(Decision.GiveUp.class, end -> {
                assertThat(end.cause()).isNull();
                assertThat(end.retryAfter()).isEqualTo(Duration.ZERO);
            });
        }

        @Test
        void waitsForWhomNobodyWhoMayBeAskedCouldReplace() {
            assertThat(going(begin(B, C)).isLastCandidate()).isFalse();

            forecast.says(C, out(Standing.Kind.OPEN, LONG));
            assertThat(going(begin(B, C)).isLastCandidate()).isTrue();

            forecast.says(C, Standing.of(Standing.Kind.FULL));
            assertThat(going(begin(B, C)).isLastCandidate()).isFalse();
        }

        @Test
        void repeatsWhereAllOthersAreOut() {
            forecast.says(C, out(Standing.Kind.OPEN, LONG));

            Decision decision = going(begin(B, C)).after(Kind.UNAVAILABLE.at(B), nothing());

            assertThat(words(decision)).isEqualTo("retry b/model-of-b");
        }

        @Test
        void doesNotRepeatWhatHasJustBeenLeftOut() {
            Plan onB = going(begin(B, C));
            forecast.says(B, out(Standing.Kind.OPEN, Duration.ofMillis(1)));

            assertThat(words(onB.after(Kind.TRANSIENT.at(B), nothing()))).isEqualTo("restart c/model-of-c");
        }

        @Test
        void repeatsNotBeforeAShortPauseIsOver() {
            Plan onB = going(begin(B));
            forecast.says(B, out(Standing.Kind.PARKED, Duration.ofSeconds(1)));

            assertThat(onB.after(Kind.RATE_LIMITED.at(B), nothing()))
                    .isInstanceOfSatisfying(
                            Decision.Retry.class,
                            again -> assertThat(again.delay()).isEqualTo(Duration.ofSeconds(1)));
        }

        @Test
        void doesNotWaitOutAPauseThatAnotherAnswerMadeLonger() {
            Plan onB = going(begin(B, C));
            forecast.says(B, out(Standing.Kind.PARKED, LONG));

            assertThat(words(onB.after(waiting(B, Duration.ofSeconds(1)), nothing())))
                    .isEqualTo("restart c/model-of-c");
        }

        @Test
        void knowsWhatToDoWhereNothingMayBeRepeated() {
            Decision.Retry withNext = (Decision.Retry) going(begin(B, C)).after(Kind.TRANSIENT.at(B), nothing());
            Decision.Retry withNone = (Decision.Retry) going(begin(B)).after(Kind.UNAVAILABLE.at(B), nothing());

            assertThat(words(withNext.otherwise())).isEqualTo("restart c/model-of-c");
            assertThat(words(withNone.otherwise())).isEqualTo("give up");
        }

        @Test
        void goesOnWithAHealthyTargetRatherThanWithOneThatIsOut() {
            Plan onB = going(begin(B, C, D));
            forecast.says(C, out(Standing.Kind.OPEN, LONG));

            Decision decision = onB.after(Kind.INTERRUPTED.at(B), text("Hello there"));

            assertThat(words(decision)).isEqualTo("continue d/model-of-d (prefill)");
            assertThat(going(decision).passedOver())
                    .extracting(PassedOver::target)
                    .containsExactly(C);
        }

        @Test
        void findsOutAtASeamWhoHasRecoveredOnlyWhenNobodyElseGoesOn() {
            Plan onB =
                    going(Plan.begin(List.of(B, C, D), Policies.ladder(Rung.PREFILL), PLAIN, forecast, new Random(1)));
            forecast.says(C, Standing.of(Standing.Kind.PROBE));

            Plan onD = going(onB.after(Kind.INTERRUPTED.at(B), text("Hello there")));

            assertThat(onD.step().target()).isEqualTo(D);
            assertThat(words(onD.after(Kind.UNAVAILABLE.at(D), text("Hello there"))))
                    .isEqualTo("continue c/model-of-c (prefill)");
        }

        @Test
        void doesNotTryAtASeamWhoHasFailedSinceItBeganWhileSomebodyElseGoesOn() {
            Target e = Targets.target("e", Continuation.PREFILL);
            Plan onB = going(begin(B, C, D, e));
            Plan onC = going(onB.after(Kind.INTERRUPTED.at(B), text("Hello there")));

            forecast.says(D, Standing.of(Standing.Kind.PROBE));
            Plan onE = going(onC.after(Kind.UNAVAILABLE.at(C), text("Hello there")));

            assertThat(onE.step()).isEqualTo(new Step(e, Opening.PREFILL));
        }

        @Test
        void letsAHealthyNarratorGoOnWhileTheOthersAreOut() {
            Plan onC = going(begin(C, D));
            forecast.says(D, out(Standing.Kind.PARKED, LONG));

            assertThat(words(onC.after(Kind.INTERRUPTED.at(C), text("Hello there"))))
                    .isEqualTo("continue c/model-of-c (prefill)");
        }

        @Test
        void givesUpAtASeamWhereWhoCouldGoOnIsOut() {
            Plan onB = going(Plan.begin(List.of(B, C), Policies.ladder(Rung.PREFILL), PLAIN, forecast, new Random(1)));
            forecast.says(C, out(Standing.Kind.OPEN, LONG));

            assertThat(onB.after(Kind.INTERRUPTED.at(B), text("Hello there")))
                    .isInstanceOfSatisfying(Decision.GiveUp.class, end -> {
                        assertThat(end.cause()).isEqualTo(Kind.INTERRUPTED.at(B));
                        assertThat(end.passedOver())
                                .extracting(PassedOver::target)
                                .containsExactly(C);
                    });
        }

        record Wait(List<Failure> failures, @Nullable Duration expected) {}

        static Stream<Wait> waits() {
            Failure soon = waiting(B, Duration.ofSeconds(30));
            Failure later = waiting(C, Duration.ofSeconds(40));
            return Stream.of(
                    new Wait(List.of(soon, later), Duration.ofSeconds(30)),
                    new Wait(List.of(soon, Kind.UNAVAILABLE.at(C)), Duration.ZERO),
                    new Wait(List.of(soon, Kind.CREDENTIAL.at(C)), Duration.ofSeconds(30)),
                    new Wait(List.of(Kind.QUOTA.at(B), Kind.CREDENTIAL.at(C)), null),
                    new Wait(List.of(Kind.UNAVAILABLE.at(B), Kind.CALLER_FAULT.at(C)), null));
        }

        @ParameterizedTest
        @MethodSource("waits")
        void saysWhenAnotherRequestMayBeServed(Wait row) {
            RoutePolicy policy = Policies.retrying(0);
            Decision decision = Plan.begin(List.of(B, C), policy, PLAIN, forecast, new Random(1));

            for (Failure failure : row.failures) {
                decision = going(decision).after(failure, nothing());
            }

            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.GiveUp.class,
                            end -> assertThat(end.retryAfter()).isEqualTo(row.expected));
        }
    }

    static Stream<Kind> notCutOff() {
        return Stream.of(Kind.SILENT, Kind.QUOTA, Kind.CREDENTIAL, Kind.CONTENT_POLICY, Kind.SEAM_FAILED);
    }

    static Stream<Kind> rungFailures() {
        return Stream.of(Kind.PREFILL_REFUSED, Kind.SEAM_FAILED, Kind.CALLER_FAULT);
    }

    static Stream<Part> deadEnds() {
        return Stream.of(
                new Part.ToolCall(0, 0, "call_a", "weather", ""),
                new Part.Refusal(0, "I will not."),
                new Part.Finish(0, FinishReason.STOP),
                new Part.Text(1, "another choice"));
    }

    @Nested
    class BetweenDialects {

        private final Target claude = Targets.anthropic("a", Continuation.NONE);

        @Test
        void asksTheNextTargetWhenOneFindsFaultWithATranslation() {
            Failure fault = Kind.CALLER_FAULT.at(claude);
            Plan onB = going(plan(claude, B).after(fault, nothing()));

            assertThat(onB.step().target()).isEqualTo(B);
            assertThat(onB.after(Kind.CALLER_FAULT.at(B), nothing()))
                    .as("B is asked in the client's own words")
                    .isInstanceOfSatisfying(
                            Decision.GiveUp.class,
                            end -> assertThat(end.cause()).isEqualTo(Kind.CALLER_FAULT.at(B)));
            assertThat(onB.after(Kind.MODEL_GONE.at(B), nothing()))
                    .as("what is wrong with B is no fault of the caller's")
                    .isInstanceOfSatisfying(
                            Decision.GiveUp.class,
                            end -> assertThat(end.cause()).isEqualTo(Kind.MODEL_GONE.at(B)));
        }

        @Test
        void tellsTheFaultWhenNothingElseIsWrong() {
            assertThat(plan(claude).after(Kind.CALLER_FAULT.at(claude), nothing()))
                    .isInstanceOfSatisfying(
                            Decision.GiveUp.class,
                            end -> assertThat(end.cause()).isEqualTo(Kind.CALLER_FAULT.at(claude)));
        }

        @Test
        void tellsAFaultInTheClientsOwnWordsBeforeWhatFollowsIt() {
            Plan onC = going(plan(B, C).after(Kind.CALLER_FAULT.at(B), text("Hello there")));

            assertThat(onC.after(Kind.SILENT.at(C), text("Hello there")))
                    .isInstanceOfSatisfying(
                            Decision.GiveUp.class,
                            end -> assertThat(end.cause()).isEqualTo(Kind.CALLER_FAULT.at(B)));
        }

        @Test
        void countsNoCallForATargetThatIsPassedOver() {
            Target[] unfit = Stream.of("e", "f", "g", "h")
                    .map(name -> Targets.anthropic(name, Continuation.NONE))
                    .toArray(Target[]::new);
            Target[] targets = Stream.concat(Stream.of(unfit), Stream.of(B)).toArray(Target[]::new);

            Plan plan = plan(targets);
            for (Target each : unfit) {
                plan = going(plan.after(Kind.UNFIT.at(each), nothing()));
            }

            assertThat(plan.step().target()).isEqualTo(B);
        }

        @Test
        void countsTheCallsOfTargetsThatDoNotHaveWhatIsAskedFor() {
            Target[] targets = Stream.of("e", "f", "g", "h")
                    .map(name -> Targets.anthropic(name, Continuation.NONE))
                    .toArray(Target[]::new);

            Plan plan = plan(targets);
            plan = going(plan.after(absent(targets[0]), nothing()));
            plan = going(plan.after(absent(targets[1]), nothing()));

            assertThat(plan.after(absent(targets[2]), nothing())).isInstanceOf(Decision.GiveUp.class);
        }

        private Failure absent(Target target) {
            return new Failure.Unfit(
                    target, "not found", "previous_response_not_found", null, Failure.Unfit.Why.NOT_THERE);
        }

        @Test
        void blamesARequestThatCannotBeReadWhateverElseHappened() {
            Plan plan = going(plan(B, claude).after(Kind.QUOTA.at(B), nothing()));

            assertThat(plan.after(Kind.MALFORMED.at(claude), nothing()))
                    .isInstanceOfSatisfying(
                            Decision.GiveUp.class,
                            end -> assertThat(end.cause()).isEqualTo(Kind.MALFORMED.at(claude)));
        }

        @Test
        void doesNotBlameARequestOfWhichTheAnswerHasBegun() {
            Plan plan = going(plan(B, claude).after(Kind.QUOTA.at(B), text("Half of it")));

            assertThat(plan.after(Kind.MALFORMED.at(claude), text("Half of it")))
                    .isInstanceOfSatisfying(
                            Decision.GiveUp.class,
                            end -> assertThat(end.cause()).isEqualTo(Kind.QUOTA.at(B)));
        }

        @Test
        void saysThatAskingAgainIsOfNoUseWhenAllAreUnfit() {
            assertThat(plan(claude).after(Kind.UNFIT.at(claude), nothing()))
                    .isInstanceOfSatisfying(Decision.GiveUp.class, end -> {
                        assertThat(end.cause()).isEqualTo(Kind.UNFIT.at(claude));
                        assertThat(end.retryAfter()).isNull();
                    });
        }
    }

    @Test
    void tellsTheFirstCauseFirst() {
        Failure cut = Kind.INTERRUPTED.at(B);
        Failure refused = Kind.PREFILL_REFUSED.at(C);
        Plan onC = going(plan(Policies.ladder(Rung.PREFILL), PLAIN, B, C).after(cut, text("Hello there")));

        Decision decision = onC.after(refused, text("Hello there"));

        assertThat(decision).isEqualTo(new Decision.GiveUp(cut, List.of(cut, refused), List.of(), Duration.ZERO));
    }

    @Test
    void endsWhateverFailsInWhateverOrder() {
        Seeds.forEach(PlanTest.class, 5_000, seed -> {
            Random random = new Random(seed);
            Target[] targets = Stream.of(B, C, D).limit(1 + random.nextInt(3)).toArray(Target[]::new);
            RequestTraits traits = new RequestTraits(true, random.nextBoolean(), random.nextBoolean());
            Transcript transcript = new Transcript();
            Plan plan = plan(RoutePolicy.DEFAULT, traits, targets);
            int calls = 0;

            for (@Nullable Plan now = plan; now != null; ) {
                Failure failure = Kind.values()[random.nextInt(Kind.values().length)].at(
                        now.step().target());
                boolean called = !(failure instanceof Failure.Unfit);
                calls += called ? 1 : 0;
                if (called && random.nextInt(3) == 0) {
                    transcript.delivered(AnswerEvent.of(Head.NONE, List.of(new Part.Text(0, "word "))));
                }
                Decision decision = now.after(failure, transcript);
                now = decision instanceof Decision.GiveUp ? null : going(decision);
                if (now != null && !transcript.text().isEmpty()) {
                    assertThat(now.step().opening()).isNotEqualTo(Opening.RESTART);
                }
            }

            int openings = 1 + RoutePolicy.DEFAULT.resume().maxSeams();
            assertThat(calls).isLessThanOrEqualTo(3 * openings);
        });
    }
}
