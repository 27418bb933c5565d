package dev.baton.gateway.faults;

import static dev.baton.gateway.faults.Fault.fault;
import static dev.baton.gateway.faults.Outcomes.HARMLESS;
import static dev.baton.gateway.faults.Outcomes.HARMLESS_IN_A_STREAM;
import static dev.baton.gateway.faults.Scripts.event;
import static dev.baton.gateway.faults.Scripts.inserts;
import static dev.baton.gateway.faults.Scripts.lastToken;
import static dev.baton.gateway.faults.Scripts.say;
import static dev.baton.gateway.faults.Way.atOnce;
import static dev.baton.gateway.faults.Way.atOnceStreamed;
import static dev.baton.gateway.faults.Way.streamed;

import dev.baton.gateway.Tale;
import dev.baton.gateway.faults.Outcome.Played;
import dev.baton.testkit.Framing;
import dev.baton.testkit.LineEnd;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Quirk;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What real servers do and what is no fault: the answer is taken as it is meant. */
final class BeingOdd {

    private static final String EMPTY_DELTA =
            event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":null}]}");

    /** The story many times, word by word. */
    private static final String LONG_STORY =
            Stream.generate(() -> Story.TEXT).limit(40).collect(Collectors.joining(" "));

    static final List<Fault> FAULTS = List.of(
            fault(
                            26,
                            "A chunk comes twice",
                            Outcomes.of(null, Played.UNHARMED, null),
                            streamed(
                                            "the last token once more",
                                            tokens -> inserts(lastToken(tokens)).apply(tokens))
                                    .afterTokens()
                                    .text(BeingOdd::withTheLastTokenTwice))
                    .note("relayed as it is: chunks have no number, and equal words are no proof"),
            fault(
                            29,
                            "Much of something, or many small pieces",
                            HARMLESS,
                            atOnce("one byte a write", Script.standard().drip(1, Duration.ZERO)),
                            atOnce("seven bytes a write", Script.standard().drip(7, Duration.ZERO)),
                            atOnceStreamed("2 400 tokens", Script.text(LONG_STORY))
                                    .text(tokens -> LONG_STORY),
                            streamed("5 000 comments", say(Outburst.commentFlood(5_000))),
                            streamed("1 000 empty deltas", inserts(EMPTY_DELTA.repeat(1_000)))
                                    .notAt(0),
                            atOnce("1 000 headers", TalkingNonsense.headers(1_000)))
                    .shownBy("SlowClientTest", "costsABoundedBufferHoweverLargeTheTokensAre"),
            fault(
                    32,
                    "Another content type, or none, or another charset",
                    HARMLESS,
                    atOnceStreamed(
                            "iso-8859-1", Script.standard().contentType("text/event-stream; charset=iso-8859-1")),
                    atOnce("application/octet-stream", Script.standard().contentType("application/octet-stream")),
                    atOnce("none", Script.standard().withoutContentType())),
            fault(
                            34,
                            "Another framing",
                            HARMLESS,
                            atOnce("HTTP/1.0", Script.standard().framing(Framing.HTTP_1_0)),
                            atOnce(
                                    "a body that ends with the connection",
                                    Script.standard().framing(Framing.CLOSE_DELIMITED)),
                            atOnce("a counted body", Script.standard().framing(Framing.CONTENT_LENGTH)),
                            atOnce("a chunked body", Script.standard().framing(Framing.CHUNKED)),
                            atOnce("`Connection: close`", Script.standard().header("Connection", "close")))
                    .shownBy("OwnAnswerTest", "keepsAnswersApartWhenConnectionsEndWithThem"),
            fault(
                            35,
                            "Interim responses before the answer",
                            HARMLESS,
                            atOnce("100", Script.standard().interim(100)),
                            atOnce("102 and 103", Script.standard().interim(102, 103, 103)),
                            atOnce(
                                    "103, byte by byte",
                                    Script.standard().interim(103).drip(1, Duration.ZERO)))
                    .note("the next caller gets its own answer")
                    .shownBy("OwnAnswerTest", "skipsInterimResponsesThatComeOneByOne")
                    .shownBy("TwoCallersTest", "readTheirOwnAnswersAtTheSameTime"),
            fault(
                            36,
                            "More than the answer",
                            HARMLESS,
                            atOnce("a second response", Script.standard().surplusWithAnswer()),
                            atOnce("a second response later", Script.standard().surplusAfter(Duration.ofMillis(1))),
                            atOnceStreamed(
                                    "a `Content-Length` too long",
                                    Script.standard().header("Content-Length", "999999")))
                    .note("the connection is not used again, so that the next caller gets its own answer")
                    .shownBy("OwnAnswerTest", "neverReusesAConnectionThatShowedMoreThanTheAnswer")
                    .shownBy("OwnAnswerTest", "closesAnIdleConnectionThatShowsAnything")
                    .shownBy("TwoCallersTest", "readTheirOwnAnswersAfterASurplusResponseOnAnIdleConnection"),
            fault(
                            40,
                            "Everything that an event stream may look like",
                            HARMLESS_IN_A_STREAM,
                            atOnceStreamed("CR", Script.standard().lineEnd(LineEnd.CR)),
                            atOnceStreamed("CRLF", Script.standard().lineEnd(LineEnd.CRLF)),
                            atOnceStreamed(
                                    "CRLF, one byte a write",
                                    Script.standard().lineEnd(LineEnd.CRLF).drip(1, Duration.ZERO)),
                            atOnceStreamed(
                                    "CR, one byte a write",
                                    Script.standard().lineEnd(LineEnd.CR).drip(1, Duration.ZERO)),
                            quirk("a byte order mark", Quirk.BOM),
                            quirk("no blank after `data:`", Quirk.NO_SPACE_AFTER_DATA),
                            quirk("data on several lines", Quirk.MULTI_LINE_DATA),
                            quirk("usage on every chunk", Quirk.USAGE_ON_EVERY_CHUNK),
                            quirk("usage on the finish", Quirk.USAGE_ON_FINISH),
                            quirk("a role on every chunk", Quirk.ROLE_ON_EVERY_CHUNK),
                            quirk("Azure's first chunk", Quirk.AZURE_FIRST_CHUNK),
                            quirk("data behind `[DONE]`", Quirk.DATA_AFTER_DONE),
                            streamed(
                                    "`error: null`",
                                    inserts(event("{\"choices\":[{\"index\":0,\"delta\":{}}],\"error\":null}"))),
                            streamed(
                                    "fields that are not known",
                                    inserts("id: 7\nretry: soon\nevent: message\nwhatever: x\n\ndata\n\n")))
                    .shownBy("SseDecoderTest", "readsTheSameWhereverTheStreamIsCut"));

    private BeingOdd() {}

    private static Way quirk(String name, Quirk quirk) {
        return atOnceStreamed(name, Script.standard().quirks(quirk));
    }

    private static String withTheLastTokenTwice(int tokens) {
        return Tale.first(tokens)
                + Tale.TOKENS.get(tokens - 1)
                + Story.TEXT.substring(Tale.first(tokens).length());
    }
}
