package dev.baton.gateway.faults;

import static dev.baton.gateway.faults.Fault.fault;

import java.util.List;

/** Server B has failed, and that is not all. */
final class FailingTogether {

    static final List<Fault> FAULTS = List.of(
            fault(
                            42,
                            "C fails too",
                            Outcomes.shown(
                                    "HTTP 503, or 429, 502, 504 where all failures say so; each is named",
                                    "D goes on; without a D an error event that names each failure, no finish, no `[DONE]`",
                                    "as before the first token"))
                    .note("every cell of every chapter above is also played with a C that is down")
                    .shownBy("SuccessionTest", "whenBothAreDownTheClientHearsWhy")
                    .shownBy("SuccessionTest", "aThirdServerGoesOnWhereTheSecondDied")
                    .shownBy("SuccessionTest", "aServerThatFailsAtTheSeamCausesNoSecondBeginning")
                    .shownBy("SuccessionTest", "aFailureAtTheSeamNeverMasksTheFirstCause")
                    .shownBy("SuccessionTest", "noAnswerChangesHandsMoreOftenThanAllowed")
                    .shownBy("ClocksTest", "theDeadlineIsOneOverAllAttemptsAndNamesTheFirstCause"),
            fault(
                            43,
                            "C cannot go on from half an answer",
                            Outcomes.shown(
                                    "C answers: there is nothing to go on from",
                                    "C replays where the request is deterministic or hardly anything was said, or repeats the last "
                                            + "words and goes on; else an error event that names B's failure first",
                                    "C answers"))
                    .note(
                            "it refuses the prefill, ignores it, or departs from what was said; echoes and repeated ends are cut off")
                    .shownBy("SeamRulesTest", "whoRefusesAPrefillIsAskedToReplay")
                    .shownBy("SeamRulesTest", "whoRefusesAPrefillIsNotAskedForOneByTheNextAnswer")
                    .shownBy("SeamRulesTest", "whoDepartsFromAPrefillAndFromAReplayIsGivenUp")
                    .shownBy("SeamRulesTest", "aReplayThatDepartsIsAnHonestError")
                    .shownBy("SeamRulesTest", "whoIsNotKnownToContinueIsNotAskedTo")
                    .shownBy("AnchorRulesTest", "aServerOfWhichNothingIsKnownRepeatsTheEndAndGoesOn")
                    .shownBy("AnchorRulesTest", "whoRefusesAPrefillIsAskedForAnAnchor")
                    .shownBy("AnchorRulesTest", "whoeverDoesSomethingElseIsNotBelieved")
                    .shownBy("AnchorRulesTest", "behindAFewCharactersItIsAskedAnewAndWhatTheClientHasIsSwallowed")
                    .shownBy("AnchorRulesTest", "behindAFewCharactersWhoBeginsOtherwiseIsNotBelieved"),
            fault(
                            68,
                            "B is down for a while",
                            Outcomes.shown(
                                    "C answers, and after five failures at once: B is left out",
                                    "C goes on; it counts as much as a failure before the first token",
                                    "C answers, and after five failures at once"))
                    .note(
                            "one request at a time finds out whether B has recovered; calls are at most a tenth more than requests")
                    .shownBy("OutageTest", "costsAtMostATenthMoreCalls")
                    .shownBy("OutageTest", "isNoticedWhereNobodyListensAnyMore")
                    .shownBy("OutageTest", "endsWithOneRequestThatTriesAgain")
                    .shownBy("OutageTest", "isTriedByOneRequestAtATime")
                    .shownBy("OutageTest", "isNotMadeWorseByAskingAgain")
                    .shownBy("RelayHealthTest", "opensForATargetThatAlwaysDiesInMidSentence"),
            fault(
                            44,
                            "Everybody is left out",
                            Outcomes.shown(
                                    "HTTP 503 with a `Retry-After`, at once; nobody is asked",
                                    "D goes on, who is not left out",
                                    "HTTP 503 with a `Retry-After`, at once; nobody is asked"))
                    .shownBy("OutageTest", "ofEverybodyIsToldAtOnceAndDisturbsNobody")
                    .shownBy("RelayHealthTest", "asksNobodyWhenAllAreLeftOut")
                    .shownBy("RelayHealthTest", "goesOnAtASeamWithWhoIsWell"));

    private FailingTogether() {}
}
