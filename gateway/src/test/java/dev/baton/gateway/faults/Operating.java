package dev.baton.gateway.faults;

import static dev.baton.gateway.faults.Fault.fault;

import java.util.List;

/** The gateway itself is ended, changed or asked too much. */
final class Operating {

    static final List<Fault> FAULTS = List.of(
            fault(
                            53,
                            "It is told to end: SIGTERM",
                            Outcomes.shown(
                                    "answers that run finish; new requests get a 503, `server_shutdown`, and their connection is closed",
                                    "answers that run finish",
                                    "answers that run finish; new requests get a 503"))
                    .note(
                            "for as long as `drain`; not ready from the first moment, and for `grace` requests are still taken")
                    .shownBy("ShutdownTest", "letsARunningAnswerFinishAndRefusesEverythingElse")
                    .shownBy("ShutdownTest", "letsAnAnswerFinishThatHasNotBegun")
                    .shownBy("ShutdownTest", "takesRequestsForAGraceAlthoughItIsNotReady")
                    .shownBy("ServeProcessTest", "letsARunningAnswerFinishWhenItIsToldToEnd"),
            fault(
                            54,
                            "The drain is over, or SIGTERM comes again",
                            Outcomes.shown(
                                    "HTTP 503, `server_shutdown`",
                                    "an error event, `server_shutdown`; no finish, no `[DONE]`",
                                    "HTTP 503, `server_shutdown`"))
                    .note("the calls to providers are ended, and the process at most 4 s later")
                    .shownBy("ShutdownTest", "tellsWhoseAnswersAreNotFinishedWhenTheDrainIsOver")
                    .shownBy("ShutdownTest", "endsAtOnceWhenThereIsNoMoreTime")
                    .shownBy("ShutdownTest", "waitsForNobodyWhoTakesNothing")
                    .shownBy("ServeProcessTest", "tellsWhoseAnswerIsNotFinishedInTime")
                    .shownBy("ServeProcessTest", "endsAtOnceWhenItIsToldTwice"),
            fault(
                            59,
                            "Its configuration changes, or is broken",
                            Outcomes.shown(
                                    "the old configuration or the new one, never half of each",
                                    "the answer keeps the configuration that it began with",
                                    "the old configuration or the new one"))
                    .note("a broken file changes nothing, and the log says why")
                    .shownBy("ReloadTest", "noRequestEverMeetsHalfOfAConfiguration")
                    .shownBy("ReloadTest", "aRunningAnswerKeepsTheConfigurationThatItBeganWith")
                    .shownBy("ReloadTest", "newRequestsMeetTheNewConfiguration")
                    .shownBy("ServeProcessTest", "followsItsFileAndStaysWithWhatWasGood"),
            fault(
                            62,
                            "More requests, or larger ones, than it may hold",
                            Outcomes.shown(
                                    "HTTP 503, `overloaded`, with a `Retry-After`, before the body is read",
                                    "answers that run go on",
                                    "HTTP 503, `overloaded`"))
                    .note("beyond `limits.in-flight` or `limits.held-bodies`")
                    .shownBy("OverloadTest", "shedsWhatIsTooMuchBeforeItsBodyIsRead")
                    .shownBy("OverloadTest", "holdsTheBodiesOfRunningAnswersAndNoMoreThanItMay")
                    .shownBy("OverloadTest", "givesEverythingBackHoweverRequestsEnd"));

    private Operating() {}
}
