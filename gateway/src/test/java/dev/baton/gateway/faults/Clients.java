package dev.baton.gateway.faults;

import static dev.baton.gateway.faults.Fault.fault;

import java.util.List;

/** The client is the one that fails, or that means ill. */
final class Clients {

    private static final String ENDED = "the call under way ends within 50 ms, no other is made";
    private static final String PATIENT = "everything, however late; B is not blamed";

    static final List<Fault> FAULTS = List.of(
            fault(46, "The client leaves: FIN, reset or half-close", Outcomes.always(ENDED))
                    .note(
                            "at every byte of its request and of its answer; while B, or C, is silent, begins or speaks; at a "
                                    + "seam; in a pause before another call")
                    .shownBy("LeavingAtEveryByteTest", "justWhenItsAnswerBegins")
                    .shownBy("LeavingAtEveryByteTest", "whileServerBSpeaks")
                    .shownBy("LeavingAtEveryByteTest", "whileServerCGoesOn")
                    .shownBy("LeavingAtEveryByteTest", "withinItsRequest")
                    .shownBy("ClientLeavesTest", "endsTheCallUnderWayAndMakesNoOther")
                    .shownBy("ClientLeavesTest", "endsAPauseBeforeARetryAndMakesNoFurtherCall")
                    .shownBy("ClientLeavesTest", "endsTheCallForAnAnswerThatIsNotStreamed"),
            fault(47, "The client reads slowly", Outcomes.shown(null, PATIENT, PATIENT))
                    .note("nothing is read from B that the client does not take")
                    .shownBy("SlowClientTest", "getsEverythingAndNobodyIsBlamed"),
            fault(
                            48,
                            "The client does not read",
                            Outcomes.shown(null, "cut after `write-stall`", "cut after `write-stall`"))
                    .note("until then it costs some 16 KiB and one event")
                    .shownBy("SlowClientTest", "isCutWhenItTakesNothingOfAStreamForTooLong")
                    .shownBy("SlowClientTest", "isCutWhenItTakesNothingOfAWholeAnswerForTooLong")
                    .shownBy("SlowClientTest", "costsABoundedBufferHoweverLargeTheTokensAre"),
            fault(
                            49,
                            "The body of a request drips",
                            Outcomes.shown("HTTP 408, and the connection is closed", null, "the same"))
                    .note("when it takes longer than 30 s and a second for every 32 KiB")
                    .shownBy("OverloadTest", "cutsABodyThatDrips")
                    .shownBy("BodyClockTest", "cutsABodyThatDripsWhateverItsPauses"),
            fault(
                            50,
                            "A request that is too large, too deep, ambiguous, compressed or no JSON",
                            Outcomes.shown(
                                    "HTTP 413, 400 or 415; nobody is asked",
                                    null,
                                    "HTTP 413, 400 or 415; nobody is asked"))
                    .shownBy("FrontDoorTest", "thatMakeNoSense")
                    .shownBy("FrontDoorTest", "thatSayTheyAreTooLarge")
                    .shownBy("FrontDoorTest", "thatTurnOutToBeTooLarge")
                    .shownBy("FrontDoorTest", "thatAreCompressed")
                    .shownBy("FrontDoorTest", "thatAreNotUtf8"),
            fault(
                            51,
                            "A request within a request: two lengths, bare LF, NUL, chunks that are none",
                            Outcomes.shown("HTTP 400, or cut; what was hidden is not served", null, "the same"))
                    .note("what follows on the same connection is not read")
                    .shownBy("SmugglingTest", "isRefusedAndItsConnectionClosed")
                    .shownBy("SmugglingTest", "requestsThatCameTogetherAreServedOneByOne")
                    .shownBy("SmugglingTest", "aFloodOfRequestsIsCut"));

    private Clients() {}
}
