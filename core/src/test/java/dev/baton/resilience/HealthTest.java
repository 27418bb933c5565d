package dev.baton.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.resilience.Standing.Kind;
import dev.baton.route.ApiKey;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {

    private static final Target B = Targets.target("b");
    private static final Target C = Targets.target("c");
    private static final ProviderError ERROR = new ProviderError("no", "", "", null);
    private static final RoutePolicy.Breaker USUAL = RoutePolicy.Breaker.DEFAULT;

    private final Health health = new Health();
    private RoutePolicy.Breaker settings = USUAL;

    /** Where a monotonic clock begins is nobody's business. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(100).toNanos();

    private static Failure down(Target target) {
        return new Failure.Unavailable(target, "HTTP 503");
    }

    private static Failure limited(@Nullable Duration retryAfter) {
        return new Failure.RateLimited(B, "HTTP 429", retryAfter);
    }

    private Permit ask() {
        return Objects.requireNonNull(health.ask(B, settings, false, now), "not to be asked: " + standing());
    }

    private @Nullable HealthChange fails() {
        return ask().failed(down(B), now);
    }

    private @Nullable HealthChange fails(int times) {
        HealthChange last = null;
        for (int i = 0; i < times; i++) {
            last = fails();
        }
        return last;
    }

    private @Nullable HealthChange succeeds() {
        return completes(ask());
    }

    private void begins(Permit permit) {
        permit.answering(() -> now);
    }

    private @Nullable HealthChange completes(Permit permit) {
        begins(permit);
        return permit.completed();
    }

    private Standing standing() {
        return health.standing(B, settings, now);
    }

    private Kind kind() {
        return standing().kind();
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Nested
    class WhileClosed {

        @Test
        void opensAfterFailuresInARow() {
            assertThat(fails(4)).isNull();
            assertThat(kind()).isEqualTo(Kind.READY);

            assertThat(fails()).isEqualTo(new HealthChange.Opened(B, seconds(5)));
            assertThat(standing()).isEqualTo(new Standing(Kind.OPEN, seconds(5)));
            assertThat(health.ask(B, settings, false, now)).isNull();
        }

        @Test
        void opensAfterFailuresInARowHoweverLongThatTakes() {
            for (int i = 0; i < 4; i++) {
                fails();
                passes(Duration.ofMinutes(10));
            }

            fails();

            assertThat(kind()).isEqualTo(Kind.OPEN);
        }

        @Test
        void startsCountingAgainAfterACompleteAnswer() {
            for (int i = 0; i < 20; i++) {
                fails(4);
                for (int j = 0; j < 20; j++) {
                    succeeds();
                }
            }

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void opensWhenHalfOfTheCallsFail() {
            for (int i = 0; i < 4; i++) {
                succeeds();
                fails();
            }
            assertThat(kind()).isEqualTo(Kind.READY);

            succeeds();
            fails();

            assertThat(kind()).isEqualTo(Kind.OPEN);
        }

        @Test
        void forgetsFailuresBehindTheWindow() {
            for (int i = 0; i < 50; i++) {
                succeeds();
                fails();
                passes(seconds(8));
            }

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void staysClosedWhileLessThanHalfOfTheCallsFail() {
            for (int i = 0; i < 50; i++) {
                succeeds();
                succeeds();
                fails();
            }

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void opensForATargetThatBeginsEveryAnswerAndDies() {
            for (int i = 0; i < 5; i++) {
                Permit permit = ask();
                begins(permit);
                permit.failed(new Failure.Interrupted(B, "cut"), now);
            }

            assertThat(kind()).isEqualTo(Kind.OPEN);
        }

        @Test
        void isNotJudgedByItsFailuresWhileLongAnswersAreUnderWay() {
            for (int i = 0; i < 20; i++) {
                begins(ask());
                begins(ask());
                fails();
            }

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void opensWhenHalfOfTheAnswersThatBeginBreakOff() {
            for (int i = 0; i < 5; i++) {
                begins(ask());
                Permit broken = ask();
                begins(broken);
                broken.failed(new Failure.Interrupted(B, "cut"), now);
            }

            assertThat(kind()).isEqualTo(Kind.OPEN);
        }

        @Test
        void takesABrokenAnswerForOneThatNeverBegan() {
            fails(2);
            Permit broken = ask();
            begins(broken);
            fails(1);
            passes(Duration.ofMinutes(10));

            assertThat(broken.failed(new Failure.Interrupted(B, "cut"), now)).isNull();
            assertThat(fails()).isEqualTo(new HealthChange.Opened(B, seconds(5)));
        }

        @Test
        void startsCountingAgainAfterAnAnswerThatDidNotBreakOff() {
            fails(4);
            Permit broken = ask();
            begins(broken);
            succeeds();
            passes(Duration.ofMinutes(10));

            assertThat(broken.failed(new Failure.Interrupted(B, "cut"), now)).isNull();
            assertThat(fails(3)).isNull();
            assertThat(fails()).isEqualTo(new HealthChange.Opened(B, seconds(5)));
        }

        @Test
        void isNotOpenedByTheEndOfWhatBeganBeforeItRecovered() {
            fails(4);
            Permit old = ask();
            begins(old);
            while (kind() == Kind.READY) {
                fails();
            }
            passes(seconds(5));
            succeeds();

            assertThat(old.failed(new Failure.Interrupted(B, "cut"), now)).isNull();

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void countsWhatBeginsTogetherAndBreaksTogetherOnlyOnce() {
            List<Permit> together =
                    Stream.generate(HealthTest.this::ask).limit(20).toList();

            List<HealthChange> changes = together.stream()
                    .map(permit -> permit.failed(down(B), now))
                    .filter(Objects::nonNull)
                    .toList();

            assertThat(changes).containsExactly(new HealthChange.Opened(B, seconds(5)));
            assertThat(standing()).isEqualTo(new Standing(Kind.OPEN, seconds(5)));
        }

        @Test
        void hasNothingAgainstOthers() {
            fails(5);

            assertThat(health.standing(C, settings, now).kind()).isEqualTo(Kind.READY);
        }
    }

    /** What each class of failure does to the target when it comes five times in a row. */
    enum Effect {
        OPENS,
        OPENS_FOR_LONG,
        PARKS,
        NOTHING
    }

    record Case(Function<Target, Failure> failure, Effect effect) {
        @Override
        public String toString() {
            return failure.apply(B).getClass().getSimpleName();
        }
    }

    static Stream<Case> effects() {
        return Stream.of(
                new Case(target -> new Failure.Transient(target, "HTTP 500"), Effect.OPENS),
                new Case(target -> new Failure.Unavailable(target, "refused"), Effect.OPENS),
                new Case(target -> new Failure.Silent(target, "no answer"), Effect.OPENS),
                new Case(target -> new Failure.Interrupted(target, "cut"), Effect.OPENS),
                new Case(target -> new Failure.QuotaExhausted(target, "HTTP 402"), Effect.OPENS_FOR_LONG),
                new Case(target -> new Failure.CredentialRefused(target, "HTTP 401"), Effect.OPENS_FOR_LONG),
                new Case(target -> new Failure.ModelGone(target, "HTTP 404"), Effect.OPENS_FOR_LONG),
                new Case(target -> new Failure.RateLimited(target, "HTTP 429", seconds(7)), Effect.PARKS),
                new Case(target -> new Failure.CallerFault(target, "HTTP 400", 400, ERROR), Effect.NOTHING),
                new Case(target -> new Failure.ContextLength(target, "HTTP 400", 400, ERROR), Effect.NOTHING),
                new Case(target -> new Failure.ContentPolicy(target, "HTTP 400", 400, ERROR), Effect.NOTHING),
                new Case(target -> new Failure.PrefillRefused(target, "HTTP 400"), Effect.NOTHING),
                new Case(
                        target -> new Failure.Unfit(
                                target, "no 'n' there", "unsupported_parameter", "n", Failure.Unfit.Why.INEXPRESSIBLE),
                        Effect.NOTHING),
                new Case(target -> new Failure.SeamFailed(target, "departed"), Effect.NOTHING));
    }

    @ParameterizedTest
    @MethodSource("effects")
    void takesEachFailureForWhatItSaysOfTheTarget(Case row) {
        for (int i = 0; i < 5; i++) {
            Permit permit = health.ask(B, settings, false, now);
            if (permit != null) {
                permit.failed(row.failure.apply(B), now);
            }
        }

        assertThat(standing())
                .isEqualTo(
                        switch (row.effect) {
                            case OPENS -> new Standing(Kind.OPEN, seconds(5));
                            case OPENS_FOR_LONG -> new Standing(Kind.OPEN, seconds(30));
                            case PARKS -> new Standing(Kind.PARKED, seconds(7));
                            case NOTHING -> Standing.READY;
                        });
    }

    @Test
    void knowsAnEffectOfEveryFailure() {
        assertThat(effects().<Class<?>>map(row -> row.failure.apply(B).getClass()))
                .containsExactlyInAnyOrder(Failure.class.getPermittedSubclasses());
    }

    @Test
    void takesOneRefusalOfTheKeyForAMistake() {
        Failure refused = new Failure.CredentialRefused(B, "HTTP 401");
        for (int i = 0; i < 3; i++) {
            assertThat(ask().failed(refused, now)).isNull();
            succeeds();
        }

        ask().failed(refused, now);

        assertThat(ask().failed(refused, now)).isEqualTo(new HealthChange.Opened(B, seconds(30)));
    }

    @Nested
    class OnceOpen {

        @Test
        void letsOneCallThroughWhenTheTimeIsOver() {
            fails(5);
            passes(seconds(5).minusNanos(1));
            assertThat(kind()).isEqualTo(Kind.OPEN);

            passes(Duration.ofNanos(1));
            assertThat(kind()).isEqualTo(Kind.PROBE);
            ask();

            assertThat(kind()).isEqualTo(Kind.PROBED);
            assertThat(health.ask(B, settings, false, now)).isNull();
        }

        @Test
        void closesWithOneCompleteAnswer() {
            fails(5);
            passes(seconds(5));

            assertThat(succeeds()).isEqualTo(new HealthChange.Closed(B));

            assertThat(kind()).isEqualTo(Kind.READY);
            assertThat(fails(4)).isNull();
            assertThat(fails()).isEqualTo(new HealthChange.Opened(B, seconds(5)));
        }

        @Test
        void opensForTwiceAsLongWithEachFailedProbeUpToItsLimit() {
            fails(5);
            List<Duration> times = Stream.of(5, 10, 20, 30, 30)
                    .map(expected -> {
                        passes(standing().outFor());
                        fails();
                        return standing().outFor();
                    })
                    .toList();

            assertThat(times).containsExactly(seconds(10), seconds(20), seconds(30), seconds(30), seconds(30));
        }

        @Test
        void isBackWithinItsLongestTimeHoweverLongItWasDown() {
            fails(5);
            for (int i = 0; i < 100; i++) {
                passes(standing().outFor());
                fails();
            }

            assertThat(standing().outFor()).isLessThanOrEqualTo(USUAL.openMax());
            passes(standing().outFor());
            assertThat(succeeds()).isEqualTo(new HealthChange.Closed(B));
        }

        @Test
        void letsTheNextOneTryWithTheFirstTokenOfTheOneBefore() {
            fails(5);
            passes(seconds(5));
            Permit first = ask();

            begins(first);
            assertThat(kind()).isEqualTo(Kind.PROBE);
            Permit second = ask();
            begins(first);

            assertThat(kind()).isEqualTo(Kind.PROBED);
            assertThat(completes(second)).isEqualTo(new HealthChange.Closed(B));
            assertThat(completes(first)).isNull();
        }

        @Test
        void opensAgainWhenAProbeDiesInMidSentence() {
            fails(5);
            passes(seconds(5));
            Permit first = ask();
            begins(first);
            Permit second = ask();
            begins(second);

            assertThat(first.failed(new Failure.Interrupted(B, "cut"), now))
                    .isEqualTo(new HealthChange.Opened(B, seconds(10)));
            assertThat(second.failed(new Failure.Interrupted(B, "cut"), now)).isNull();

            assertThat(standing()).isEqualTo(new Standing(Kind.OPEN, seconds(10)));
        }

        @Test
        void doesNotWaitForAProbeForEver() {
            fails(5);
            passes(seconds(5));
            ask();

            passes(USUAL.openMax());

            assertThat(kind()).isEqualTo(Kind.PROBE);
        }

        @Test
        void learnsNothingFromAProbeWhoseClientLeaves() {
            fails(5);
            passes(seconds(5));
            Permit probe = ask();

            probe.released();

            assertThat(kind()).isEqualTo(Kind.PROBE);
            assertThat(fails()).isEqualTo(new HealthChange.Opened(B, seconds(10)));
        }

        @Test
        void learnsNothingFromAProbeThatTheCallerIsToBlameFor() {
            fails(5);
            passes(seconds(5));

            assertThat(ask().failed(new Failure.CallerFault(B, "HTTP 400", 400, ERROR), now))
                    .isNull();

            assertThat(kind()).isEqualTo(Kind.PROBE);
        }

        @Test
        void isNeitherClosedNorKeptOpenByWhatBeganBefore() {
            Permit good = ask();
            Permit bad = ask();
            fails(5);
            passes(seconds(5));

            assertThat(completes(good)).isNull();
            assertThat(bad.failed(down(B), now)).isNull();

            assertThat(kind()).isEqualTo(Kind.PROBE);
        }

        @Test
        void isLeftOutForLongWhereAProbeShowsThatItsKeyIsRefused() {
            fails(5);
            passes(seconds(5));

            ask().failed(new Failure.CredentialRefused(B, "HTTP 401"), now);

            assertThat(standing()).isEqualTo(new Standing(Kind.OPEN, seconds(30)));
        }
    }

    @Nested
    class Parked {

        @Test
        void isLeftAloneForAsLongAsItAsks() {
            assertThat(ask().failed(limited(seconds(20)), now)).isEqualTo(new HealthChange.Parked(B, seconds(20)));
            passes(seconds(19));
            assertThat(standing()).isEqualTo(new Standing(Kind.PARKED, seconds(1)));

            passes(seconds(1));

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void isNotLeftAloneForMoreThanAMinute() {
            ask().failed(limited(Duration.ofHours(1)), now);

            assertThat(standing().outFor()).isEqualTo(seconds(60));
        }

        @Test
        void isLeftAloneForASecondWhereItNamesNoTime() {
            ask().failed(limited(null), now);

            assertThat(standing().outFor()).isEqualTo(seconds(1));
        }

        @Test
        void isNotAskedEarlierBecauseAnotherAnswerWasToldAShorterTime() {
            Permit other = ask();
            ask().failed(limited(seconds(20)), now);

            assertThat(other.failed(limited(seconds(3)), now)).isNull();

            assertThat(standing().outFor()).isEqualTo(seconds(20));
        }

        @Test
        void neverCountsAsAFailure() {
            for (int i = 0; i < 20; i++) {
                ask().failed(limited(Duration.ZERO), now);
            }

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void waitsForBothWhenItIsOpenToo() {
            Permit busy = ask();
            fails(5);
            busy.failed(limited(seconds(3)), now);
            assertThat(standing()).isEqualTo(new Standing(Kind.OPEN, seconds(5)));

            passes(seconds(5));
            ask().failed(limited(seconds(3)), now);

            assertThat(standing()).isEqualTo(new Standing(Kind.PARKED, seconds(3)));
        }
    }

    @Nested
    class SwitchedOff {

        private final RoutePolicy.Breaker off = new RoutePolicy.Breaker(false, 1, seconds(30), seconds(5), seconds(30));

        @Test
        void neitherAsksNorTells() {
            settings = off;
            for (int i = 0; i < 20; i++) {
                assertThat(fails()).isNull();
                ask().failed(limited(seconds(20)), now);
            }
            assertThat(kind()).isEqualTo(Kind.READY);

            settings = USUAL;
            assertThat(kind()).isEqualTo(Kind.READY);
            fails(5);

            settings = off;
            assertThat(kind()).isEqualTo(Kind.READY);
            assertThat(succeeds()).isNull();
            settings = USUAL;
            assertThat(kind()).isEqualTo(Kind.OPEN);
        }
    }

    @Nested
    class WithALimit {

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isPassedOverWhileItHasAsManyCallsAsItMay(boolean enabled) {
            settings = new RoutePolicy.Breaker(enabled, 5, seconds(30), seconds(5), seconds(30));
            health.configure(List.of(B), 2);
            Permit first = ask();
            ask();

            assertThat(standing()).isEqualTo(Standing.of(Kind.FULL));
            assertThat(health.ask(B, settings, false, now)).isNull();
            assertThat(health.standing(C, settings, now)).isEqualTo(Standing.READY);

            first.released();
            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void countsEveryEndOnce() {
            health.configure(List.of(B), 2);
            ask();
            Permit ended = ask();

            ended.completed();
            ended.failed(down(B), now);
            ended.released();
            ask();

            assertThat(kind()).isEqualTo(Kind.FULL);
        }
    }

    @Test
    void remembersATargetWhoseKeyOrContinuationHasChanged() {
        Provider changed = new Provider(
                "b",
                Protocol.OPENAI,
                B.provider().baseUrl(),
                new ApiKey("another-key"),
                Continuation.PREFILL,
                ConnectionReuse.NONE);
        Target same = new Target(changed, B.model(), Continuation.PREFILL);
        fails(5);

        health.configure(List.of(same), Integer.MAX_VALUE);

        assertThat(health.standing(same, settings, now).kind()).isEqualTo(Kind.OPEN);
    }

    @Test
    void forgetsATargetThatIsNoLongerServedOrIsElsewhere() {
        Provider moved =
                new Provider("b", Protocol.OPENAI, URI.create("http://elsewhere"), null, null, ConnectionReuse.POOLED);
        fails(5);
        assertThat(health.standing(new Target(moved, B.model(), Continuation.NONE), settings, now))
                .isEqualTo(Standing.READY);

        health.configure(List.of(C), Integer.MAX_VALUE);

        assertThat(kind()).isEqualTo(Kind.READY);
    }

    @Test
    void judgesEachRouteByItsOwnSettings() {
        RoutePolicy.Breaker strict = new RoutePolicy.Breaker(true, 2, seconds(30), seconds(1), seconds(4));
        fails(3);
        assertThat(kind()).isEqualTo(Kind.READY);

        settings = strict;
        assertThat(fails()).isEqualTo(new HealthChange.Opened(B, seconds(1)));
    }

    @Nested
    class HowLongStreamsTake {

        private Permit stream() {
            return Objects.requireNonNull(health.ask(B, settings, true, now));
        }

        private void begin(int times, Duration wait) {
            for (int i = 0; i < times; i++) {
                Permit permit = stream();
                passes(wait);
                begins(permit);
                begins(permit);
                permit.completed();
            }
        }

        @Test
        void isKnownOfThoseThatBegan() {
            begin(19, Duration.ofMillis(300));
            assertThat(health.usualWait(B)).isNull();

            begin(1, Duration.ofMillis(300));

            assertThat(health.usualWait(B)).isEqualTo(Duration.ofMillis(300));
            assertThat(health.usualWait(C)).isNull();
        }

        @Test
        void isNotTakenFromAnswersInOnePieceOrAtASeam() {
            for (int i = 0; i < 30; i++) {
                succeeds();
            }

            assertThat(health.usualWait(B)).isNull();
        }

        @Test
        void isNotTakenFromFailuresNorFromClientsThatLeave() {
            for (int i = 0; i < 30; i++) {
                stream().failed(limited(Duration.ZERO), now);
                stream().released();
            }

            assertThat(health.usualWait(B)).isNull();
        }

        /** Else the slowest would never be known of, and each would be thought slower than usual in the end. */
        @Test
        void countsThoseThatWereCutShortAsLongOnes() {
            begin(19, Duration.ofMillis(300));
            Permit slow = stream();
            passes(Duration.ofMillis(400));
            slow.outrun(now);
            slow.outrun(now + 1);
            Permit another = stream();
            passes(Duration.ofMillis(500));
            another.outrun(now);

            assertThat(health.usualWait(B)).isEqualTo(Duration.ofMillis(400));
        }

        @Test
        void saysNothingOfItsHealthWhenAnotherOneWasFaster() {
            for (int i = 0; i < 20; i++) {
                stream().outrun(now);
            }

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void givesTheCallBackWhenAnotherOneWasFaster() {
            health.configure(List.of(B), 1);
            Permit slow = stream();
            assertThat(kind()).isEqualTo(Kind.FULL);

            slow.outrun(now);

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void leavesTheTryToTheNextOneWhenAnotherOneWasFaster() {
            fails(5);
            passes(seconds(5));
            Permit probe = stream();
            assertThat(kind()).isEqualTo(Kind.PROBED);

            probe.outrun(now);

            assertThat(kind()).isEqualTo(Kind.PROBE);
        }
    }

    @Nested
    class WhileItIsKnownToBeDown {

        private void down(Duration time) {
            health.down(B, now + time.toNanos());
        }

        @Test
        void isLeftOutForAsLongAsIsSaid() {
            down(seconds(10));
            assertThat(standing()).isEqualTo(new Standing(Kind.DOWN, seconds(10)));
            assertThat(health.ask(B, settings, false, now)).isNull();
            assertThat(health.standing(C, settings, now).kind()).isEqualTo(Kind.READY);

            passes(seconds(10));

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void isAskedWhereItDoesNotMatterWhatIsKnown() {
            settings = new RoutePolicy.Breaker(false, 1, seconds(30), seconds(5), seconds(30));
            down(seconds(10));

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void mayBeAskedByEverybodyWhenItIsBack() {
            down(seconds(10));

            health.up(B, now);

            assertThat(kind()).isEqualTo(Kind.READY);
        }

        @Test
        void isTriedByOneRequestWhenItIsBackAndHasFailedBefore() {
            fails(5);
            down(seconds(10));
            assertThat(standing()).isEqualTo(new Standing(Kind.DOWN, seconds(10)));

            health.up(B, now);

            assertThat(kind()).isEqualTo(Kind.PROBE);
            ask();
            assertThat(kind()).isEqualTo(Kind.PROBED);
        }

        /** What comes back and fails again is down for longer than before, as if it had been tried in its time. */
        @Test
        void isLeftOutForLongerWhenItFailsAgain() {
            fails(5);
            down(seconds(10));
            health.up(B, now);

            assertThat(fails()).isEqualTo(new HealthChange.Opened(B, seconds(10)));
        }

        @Test
        void keepsThePauseThatItAskedFor() {
            ask().failed(limited(seconds(30)), now);
            down(seconds(10));

            health.up(B, now);

            assertThat(standing()).isEqualTo(new Standing(Kind.PARKED, seconds(30)));
        }
    }
}
