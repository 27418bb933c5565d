package dev.baton.gateway.faults;

import static dev.baton.gateway.faults.Fault.fault;
import static dev.baton.gateway.faults.Outcomes.PASSED_OVER;
import static dev.baton.gateway.faults.Scripts.redirect;
import static dev.baton.gateway.faults.Way.atOnce;

import dev.baton.gateway.faults.Outcome.Played;
import dev.baton.testkit.Script;
import java.time.Instant;
import java.util.List;

/** Server B answers with a status that is no answer. */
final class Refusing {

    static final List<Fault> FAULTS = List.of(
            fault(
                            7,
                            "B is asked too much: 429",
                            PASSED_OVER,
                            status(429),
                            busy(
                                    "`Retry-After` beyond `max-wait`",
                                    Script.status(429).retryAfter("30")),
                            busy("an absurd `Retry-After`", Script.status(429).retryAfter("soon")),
                            busy("a negative one", Script.status(429).retryAfter("-1")),
                            busy(
                                    "a date in an hour",
                                    Script.status(429).retryAfter(Instant.now().plusSeconds(3600))),
                            busy("a short wait, in vain", Script.status(429).retryAfterMillis(20))
                                    .askedTwice())
                    .note(
                            "a `Retry-After` of up to `max-wait` is waited for once, and B asked again; for the time of a longer one B is "
                                    + "left alone")
                    .shownBy("RetryRulesTest", "aShortWaitThatTheServerAskedForIsWaited")
                    .shownBy("RetryRulesTest", "aWaitUntilADateIsWaited")
                    .shownBy("RetryRulesTest", "nobodyWaitsLongNorForNothing")
                    .shownBy("OutageTest", "leavesAServerAloneThatAsksForIt")
                    .shownBy("OutageTest", "asksClientsToWaitForTheFirstServerThatMayBeAsked")
                    .shownBy("SuccessionTest", "theShorterWaitIsToldWhenAllAreTooBusy")
                    .shownBy("SuccessionTest", "aWaitThatNoClientWouldWaitIsToldAsAMinute"),
            fault(
                    8,
                    "The gateway's quota at B is spent",
                    PASSED_OVER,
                    status(402),
                    atOnce(
                                    "429, `insufficient_quota`",
                                    Script.error(429, "insufficient_quota", "insufficient_quota", "Pay first.")
                                            .retryAfter("1"))
                            .cause("HTTP 429"),
                    atOnce(
                                    "429 that speaks of billing",
                                    Script.error(429, "requests", null, "Check your plan and billing details."))
                            .cause("HTTP 429")),
            fault(
                            9,
                            "B finds the request at fault",
                            Outcomes.of(Played.TOLD, null, Played.TOLD),
                            callerFault(400),
                            callerFault(405),
                            callerFault(406),
                            callerFault(413),
                            callerFault(415),
                            callerFault(422))
                    .note("a prompt that is too long for B is tried at one other target; refused content is told")
                    .shownBy("RetryRulesTest", "aFaultOfTheCallerGoesBackInTheProvidersWords")
                    .shownBy("RetryRulesTest", "aPromptThatIsTooLongIsTriedAtOneOtherServer")
                    .shownBy("RetryRulesTest", "refusedContentGoesBackToTheCaller"),
            fault(
                            10,
                            "B refuses the gateway's key, or has no such model",
                            PASSED_OVER,
                            status(401),
                            status(403),
                            status(404))
                    .note("the client never gets B's 401; when nobody else is there, a 502")
                    .shownBy("RetryRulesTest", "whatIsWrongBetweenGatewayAndProviderIsNoFaultOfTheCaller"),
            fault(
                            11,
                            "B fails with an error status",
                            PASSED_OVER,
                            status(500).askedTwice(),
                            status(502).askedTwice(),
                            status(504).askedTwice(),
                            status(503),
                            status(520),
                            status(529))
                    .note("500, 502 and 504 are asked once more, after `backoff`")
                    .shownBy("RetryRulesTest", "aTransientFaultIsAskedOnceMore")
                    .shownBy("RetryRulesTest", "noOpeningTakesMoreThanThreeCalls"),
            fault(12, "B is out of time or in conflict", PASSED_OVER, status(408), status(409), status(425)),
            fault(
                            37,
                            "B answers with a status that has no answer in it",
                            PASSED_OVER,
                            atOnce("101", Script.reply(101, null, "")).cause("switched protocols"),
                            bodyless(204),
                            bodyless(205),
                            atOnce("206", Script.reply(206, "text/event-stream", "data: half"))
                                    .cause("HTTP 206"),
                            atOnce("299", Script.status(299)).cause("HTTP 299"),
                            bodyless(304))
                    .shownBy("OwnAnswerTest", "refusesToSwitchProtocols"),
            fault(
                            38,
                            "B redirects",
                            PASSED_OVER,
                            redirected(301),
                            redirected(302),
                            redirected(303),
                            redirected(307),
                            redirected(308),
                            atOnce(
                                            "to the metadata of a cloud",
                                            redirect(307, "http://169.254.169.254/latest/meta-data/"))
                                    .cause("HTTP 307"))
                    .note("never followed; nobody else gets the request or B's key")
                    .shownBy("NettyUpstreamTest", "returnsARedirectAndDoesNotFollowIt"));

    private Refusing() {}

    private static Way status(int status) {
        return atOnce("" + status, Script.status(status)).cause("HTTP " + status);
    }

    private static Way bodyless(int status) {
        return atOnce("" + status, Script.reply(status, null, "")).cause("HTTP " + status);
    }

    private static Way busy(String name, Script script) {
        return atOnce(name, script).cause("HTTP 429");
    }

    private static Way callerFault(int status) {
        return atOnce("" + status, Script.error(status, "invalid_request_error", "bad_shape", "Tools need a name."))
                .cause("Tools need a name.")
                .status(status);
    }

    /** To a server that would answer, and that counts its calls. */
    private static Way redirected(int status) {
        return atOnce("" + status, (lane, tokens) -> lane.b().answers(redirect(status, lane.d())))
                .cause("HTTP " + status);
    }
}
