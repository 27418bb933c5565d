package dev.baton.gateway.faults;

import static dev.baton.gateway.faults.Fault.fault;
import static dev.baton.gateway.faults.Outcomes.HARMLESS_IN_A_STREAM;
import static dev.baton.gateway.faults.Outcomes.TAKEN_OVER;
import static dev.baton.gateway.faults.Scripts.ends;
import static dev.baton.gateway.faults.Scripts.framed;
import static dev.baton.gateway.faults.Scripts.say;
import static dev.baton.gateway.faults.Way.anywhere;
import static dev.baton.gateway.faults.Way.atOnce;
import static dev.baton.gateway.faults.Way.atOnceStreamed;
import static dev.baton.gateway.faults.Way.streamed;
import static dev.baton.gateway.faults.Way.whole;

import dev.baton.gateway.Tale;
import dev.baton.gateway.faults.Way.Blow;
import dev.baton.testkit.Death;
import dev.baton.testkit.Framing;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.Quirk;
import dev.baton.testkit.Script;
import java.util.List;

/** Server B's answer ends too early, or only seems to. */
final class BreakingOff {

    private static final Point.Stage BEFORE_HEADERS = Point.Stage.BEFORE_HEADERS;

    /** The client has the tokens when the reset comes, which may overtake what has not been read. */
    private static final Blow RESET_WHEN_TOLD = (lane, answer, tokens) -> {
        answer.awaitTokens(tokens);
        lane.b().closeConnections(Death.RST);
    };

    private static final Blow RESET_WHEN_FINISHED = (lane, answer, tokens) -> {
        answer.awaitBody("\"finish_reason\":\"stop\"");
        lane.b().closeConnections(Death.RST);
    };

    static final List<Fault> FAULTS = List.of(
            fault(
                            19,
                            "The connection is reset",
                            TAKEN_OVER,
                            atOnce("before the head", Script.standard().dieAt(BEFORE_HEADERS, Death.RST))
                                    .askedTwice()
                                    .cause("before the response"),
                            streamed(
                                            "between two tokens",
                                            tokens -> Script.standard().holdAfter(tokens))
                                    .afterTokens()
                                    .blow(RESET_WHEN_TOLD)
                                    .cause("connection reset"))
                    .note("at every byte; B is asked once more if not even a status had come")
                    .shownBy("EveryByteTest", "aCutAtAByteOfTheWire")
                    .shownBy("EveryByteTest", "aCutOfAnAnswerInOnePiece"),
            fault(
                            20,
                            "The answer ends before it is finished",
                            TAKEN_OVER,
                            atOnce("FIN before the head", Script.standard().dieAt(BEFORE_HEADERS, Death.FIN))
                                    .askedTwice()
                                    .cause("before the response"),
                            atOnce("FIN within the head", Script.standard().dieAt(Point.wireByte(30), Death.FIN))
                                    .askedTwice()
                                    .cause("before the response"),
                            atOnce("FIN behind the head", Script.standard().dieAt(Point.Stage.AFTER_HEADERS, Death.FIN))
                                    .cause("in the middle of the response"),
                            anywhere("FIN in a chunked body", framed(Framing.CHUNKED))
                                    .cause("closed in the middle of the response"),
                            anywhere("FIN in a counted body", framed(Framing.CONTENT_LENGTH))
                                    .cause("closed in the middle of the response"),
                            streamed("FIN of a body that ends with it", framed(Framing.CLOSE_DELIMITED))
                                    .cause("the stream ended before"),
                            whole(
                                            "FIN of a body that ends with it",
                                            framed(Framing.CLOSE_DELIMITED).apply(30))
                                    .cause("a malformed event"),
                            streamed("FIN of HTTP/1.0", framed(Framing.HTTP_1_0))
                                    .cause("the stream ended before"),
                            streamed("the body ends", ends("")).cause("the stream ended before the answer did"),
                            streamed("`[DONE]` without a finish", ends("data: [DONE]\n\n"))
                                    .cause("[DONE] before the answer was finished"),
                            streamed("a finish of null", say(Outburst.finish(null)))
                                    .cause("[DONE] before the answer was finished"),
                            streamed(
                                            "no finish",
                                            tokens -> Script.text(Tale.first(tokens))
                                                    .quirks(Quirk.MISSING_FINISH))
                                    .afterTokens()
                                    .cause("[DONE] before"),
                            whole("no finish", Script.standard().quirks(Quirk.MISSING_FINISH))
                                    .cause("no finished answer"),
                            whole("a finish of null", Script.standard().quirks(Quirk.NULL_FINISH))
                                    .cause("no finished answer"),
                            atOnceStreamed(
                                            "a `Content-Length` too short",
                                            Script.standard().header("Content-Length", "100"))
                                    .cause("cut in the middle of an event"),
                            streamed("a cut within a line", say(Outburst.truncatedLine()))
                                    .cause("cut in the middle of an event"),
                            streamed("a cut behind valid JSON", ends("data: " + Scripts.chunk(0, "never")))
                                    .cause("cut in the middle of an event"),
                            streamed("a cut before the blank line", ends("data: " + Scripts.chunk(0, "never") + "\n"))
                                    .cause("cut in the middle of an event"))
                    .note("an answer is complete by its finish, never by the end of its body")
                    .shownBy("EveryByteTest", "aCutThatTheTransportCannotTell")
                    .shownBy("EveryByteTest", "aCutBetweenChunksOfTheWire"),
            fault(
                            21,
                            "B finishes, and does not say what it cost",
                            HARMLESS_IN_A_STREAM,
                            atOnceStreamed("no usage", Script.standard().quirks(Quirk.MISSING_USAGE)))
                    .note("a stream whose client wants usage gets a guess, marked as one"),
            fault(
                            22,
                            "B finishes, and the end is missing",
                            HARMLESS_IN_A_STREAM,
                            atOnceStreamed("no `[DONE]`", Script.standard().quirks(Quirk.MISSING_DONE)),
                            atOnceStreamed(
                                    "FIN behind the finish",
                                    Script.standard().dieAt(Point.Stage.AFTER_FINISH, Death.FIN)),
                            atOnceStreamed(
                                    "FIN behind `[DONE]`", Script.standard().dieAt(Point.Stage.AFTER_DONE, Death.FIN)),
                            atOnceStreamed(
                                            "a reset behind the finish",
                                            Script.standard().stallAt(Point.Stage.AFTER_FINISH))
                                    .blow(RESET_WHEN_FINISHED),
                            atOnceStreamed(
                                    "silence behind the finish",
                                    Script.standard().stallAt(Point.Stage.AFTER_FINISH)),
                            atOnceStreamed(
                                    "silence behind `[DONE]`", Script.standard().stallAt(Point.Stage.AFTER_DONE)))
                    .note("the gateway adds the `[DONE]`"));

    private BreakingOff() {}
}
