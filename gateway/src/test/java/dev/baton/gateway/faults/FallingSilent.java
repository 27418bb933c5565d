package dev.baton.gateway.faults;

import static dev.baton.gateway.faults.Fault.fault;
import static dev.baton.gateway.faults.Outcomes.PASSED_OVER;
import static dev.baton.gateway.faults.Outcomes.TAKEN_OVER;
import static dev.baton.gateway.faults.Way.anywhere;
import static dev.baton.gateway.faults.Way.atOnce;
import static dev.baton.gateway.faults.Way.atOnceStreamed;
import static dev.baton.gateway.faults.Way.streamed;
import static dev.baton.gateway.faults.Way.whole;

import dev.baton.gateway.faults.Outcome.Played;
import dev.baton.gateway.faults.Way.Blow;
import dev.baton.testkit.Point;
import dev.baton.testkit.Script;
import java.time.Duration;
import java.util.List;

/** Server B holds the connection and says nothing, or nothing of use. Only a clock tells. */
final class FallingSilent {

    private static final String FIRST_TOKEN = "after `first-token`; a whole answer after `whole-answer`";

    /** By then server B has been given up. */
    private static final Blow RELEASED_WHEN_C_IS_ASKED = (lane, answer, tokens) -> {
        lane.c().awaitRequests(1, Duration.ofSeconds(10));
        lane.b().release(1);
    };

    static final List<Fault> FAULTS = List.of(
            fault(
                            5,
                            "B takes the request and is silent",
                            PASSED_OVER,
                            atOnce("no head", Script.standard().stallAt(Point.Stage.BEFORE_HEADERS))
                                    .onlyAClockTells(),
                            atOnce("half a head", Script.standard().stallAt(Point.wireByte(30)))
                                    .onlyAClockTells())
                    .note(FIRST_TOKEN)
                    .shownBy("RetryRulesTest", "aSilentServerIsNeverAskedTwice")
                    .shownBy("ClocksTest", "whomNobodyCouldReplaceIsWaitedFor"),
            fault(
                            16,
                            "The head, then silence",
                            PASSED_OVER,
                            atOnce("nothing behind the head", Script.standard().stallAt(Point.Stage.AFTER_HEADERS))
                                    .onlyAClockTells())
                    .note(FIRST_TOKEN),
            fault(
                            17,
                            "Signs of life, and no token",
                            PASSED_OVER,
                            atOnceStreamed(
                                            "a role and no more",
                                            Script.standard().stallAfter(0))
                                    .onlyAClockTells(),
                            atOnce(
                                            "comments; blanks where nothing is streamed",
                                            Script.standard().stallWithComments(Point.afterTokens(0), Scripts.OFTEN))
                                    .onlyAClockTells())
                    .note("pings, roles, comments and empty chunks feed no clock")
                    .shownBy("ClocksTest", "whatSaysNothingFeedsNoClockBeforeTheFirstToken"),
            fault(
                            18,
                            "Silence between two tokens",
                            Outcomes.of(null, Played.GOES_ON, Played.FAILS_OVER),
                            anywhere("silence", tokens -> Script.standard().stallAfter(tokens))
                                    .onlyAClockTells(),
                            anywhere(
                                            "comments; blanks where nothing is streamed",
                                            tokens -> Script.standard()
                                                    .stallWithComments(Point.afterTokens(tokens), Scripts.OFTEN))
                                    .onlyAClockTells())
                    .note("after `between-tokens`, which stands still while the client is the slow side")
                    .shownBy("ClocksTest", "whatSaysNothingFeedsNoClockBetweenTokens")
                    .shownBy("ClocksTest", "aBodyInOnePieceHasAClockOfItsOwn"),
            fault(
                            30,
                            "A slow drip",
                            TAKEN_OVER,
                            streamed(
                                            "byte by byte, each within the clock",
                                            tokens -> Script.standard().crawlAfter(tokens, Scripts.OFTEN))
                                    .onlyAClockTells(),
                            whole("too slow as a whole", Script.standard().pace(Duration.ofMillis(30)))
                                    .onlyAClockTells())
                    .note("clocks run on tokens, not on bytes"),
            fault(
                            41,
                            "B answers after it was given up",
                            TAKEN_OVER,
                            anywhere(
                                            "when C is asked",
                                            tokens -> Script.standard().holdAfter(tokens))
                                    .blow(RELEASED_WHEN_C_IS_ASKED)
                                    .onlyAClockTells())
                    .note("its connection is closed by then; nothing of it is seen"),
            fault(45, "B is slow, and steady", Outcomes.always("B's answer, whole"))
                    .shownBy("ClocksTest", "whoIsSlowAndSteadyIsLeftAlone")
                    .shownBy("ClocksTest", "theDeadlineHurriesNobodyWhoIsInTime"));

    private FallingSilent() {}
}
