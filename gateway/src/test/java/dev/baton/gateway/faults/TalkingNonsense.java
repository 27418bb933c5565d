package dev.baton.gateway.faults;

import static dev.baton.gateway.faults.Fault.fault;
import static dev.baton.gateway.faults.Outcomes.PASSED_OVER;
import static dev.baton.gateway.faults.Outcomes.TAKEN_OVER;
import static dev.baton.gateway.faults.Scripts.chunk;
import static dev.baton.gateway.faults.Scripts.ends;
import static dev.baton.gateway.faults.Scripts.event;
import static dev.baton.gateway.faults.Scripts.inserts;
import static dev.baton.gateway.faults.Scripts.say;
import static dev.baton.gateway.faults.Scripts.unfinished;
import static dev.baton.gateway.faults.Way.anywhere;
import static dev.baton.gateway.faults.Way.atOnce;
import static dev.baton.gateway.faults.Way.atOnceStreamed;
import static dev.baton.gateway.faults.Way.streamed;
import static dev.baton.gateway.faults.Way.whole;

import dev.baton.gateway.faults.Outcome.Played;
import dev.baton.testkit.Framing;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Script;
import java.util.List;
import java.util.stream.Stream;

/** Server B says 200, and what follows is no answer. */
final class TalkingNonsense {

    private static final int BEYOND_AN_EVENT = 17 << 20;
    private static final int BEYOND_A_BODY = 65 << 20;
    private static final int BEYOND_COMMENTS = 100_000;

    /** Errors as the known servers tell them within a stream. */
    private static final Way[] ERRORS = {
        streamed("an error chunk", say(Outburst.errorChunk())).cause("an error in the stream (engine_error: The model"),
        streamed("an error chunk and `[DONE]`", say(Outburst.errorChunkThenDone()))
                .cause("an error in the stream (engine_error"),
        streamed("an error event", say(Outburst.errorEvent())).cause("an error in the stream (engine_error"),
        streamed("an error on a bare line", say(Outburst.errorLine())).cause("an error in the stream (engine_error"),
        streamed("an error beside choices", inserts(event("{\"choices\":[],\"error\":\"out of memory\"}")))
                .cause("out of memory"),
        coded(500).askedTwice(),
        coded(502).askedTwice(),
        coded(503),
        coded(429),
        streamed("`finish_reason` abort", say(Outburst.finish("abort"))).cause("finish_reason abort"),
        streamed("`finish_reason` error", say(Outburst.finish("error"))).cause("finish_reason error"),
        streamed("`finish_reason` insufficient_system_resource", say(Outburst.finish("insufficient_system_resource")))
                .cause("insufficient_system_resource")
    };

    static final List<Fault> FAULTS = List.of(
            fault(
                    13,
                    "200, and a JSON body that is no answer",
                    PASSED_OVER,
                    atOnce("an error", Script.status(200)).cause("an error in the stream"),
                    atOnce("nothing", json("")).cause("malformed event"),
                    atOnce("no JSON", json("upstream says hello")).cause("malformed event"),
                    atOnce("half a body", json("{\"choices\":[{")).cause("malformed event"),
                    atOnce("no choices", json("{\"choices\":[]}")).cause("no finished answer"),
                    atOnce("a finish of null", json(unfinished("null"))).cause("no finished answer"),
                    atOnce("given up", json(unfinished("\"abort\""))).cause("finish_reason abort")),
            fault(14, "The first event of a stream is an error", Outcomes.of(Played.FAILS_OVER, null, null), ERRORS),
            fault(
                    15,
                    "An error in the middle of an answer",
                    Outcomes.of(null, Played.GOES_ON, Played.FAILS_OVER),
                    Stream.concat(
                                    Stream.of(ERRORS),
                                    Stream.of(
                                            whole(
                                                            "an error",
                                                            say(Outburst.errorChunk())
                                                                    .apply(30))
                                                    .cause("a malformed event"),
                                            whole("an abort", Script.standard().finishReason("abort"))
                                                    .cause("finish_reason abort")))
                            .toArray(Way[]::new)),
            fault(
                            23,
                            "Bytes that are not UTF-8",
                            TAKEN_OVER,
                            anywhere("half a character", say(Outburst.invalidUtf8()))
                                    .cause("a malformed event"))
                    .note("what was cut within a character never reaches the client")
                    .shownBy("EveryByteTest", "aCutWithinCharactersOfSeveralBytes"),
            fault(
                    24,
                    "An event that cannot be read",
                    TAKEN_OVER,
                    streamed("JSON that is none", say(Outburst.malformedJson())).cause("a malformed event"),
                    streamed("a number", inserts(event("42"))).cause("a malformed event"),
                    streamed("an array", inserts(event("[]"))).cause("a malformed event"),
                    streamed("two chunks in one", inserts(event("{\"choices\":[]} {\"choices\":[]}")))
                            .cause("a malformed event"),
                    streamed("words", inserts(event("upstream says hello"))).cause("a malformed event"),
                    whole("JSON that is none, in a body", inserts("\"}]").apply(30))
                            .cause("a malformed event"),
                    whole("a stream where none was asked for", Script.standard().contentType("text/event-stream"))
                            .cause("a stream where none was asked for")),
            fault(
                    25,
                    "A web page, or no HTTP at all",
                    TAKEN_OVER,
                    atOnce("a page", Script.html()).cause("HTML page"),
                    streamed("a page in the stream", ends("<html>\n<p>Please sign in.</p>\n</html>\n"))
                            .cause("the stream ended before"),
                    atOnceStreamed("chunks that are none", chunksThatAreNone()).cause("malformed response")),
            fault(
                            27,
                            "A choice that nobody asked for",
                            TAKEN_OVER,
                            streamed("its text", inserts(event(chunk(1, "Hello"))))
                                    .cause("nobody asked for"),
                            streamed("its finish", ends(finishOf(1))).cause("a choice that nobody asked for"),
                            whole("in a body", json(anotherChoice())).cause("a choice that nobody asked for"),
                            streamed("a number below 0", inserts(event(chunk(-1, "Hello"))))
                                    .cause("nobody asked for"))
                    .note("choices that were asked for may come in any order")
                    .shownBy("SeamRulesTest", "whatCannotBeJoinedFailsOverBeforeTheFirstToken")
                    .shownBy("SeamRulesTest", "oneOfTwoChoicesWithoutItsFinishIsNoAnswer"),
            fault(
                            28,
                            "Something without end",
                            TAKEN_OVER,
                            streamed("an event beyond 16 MiB", say(Outburst.oversizeEvent(BEYOND_AN_EVENT)))
                                    .only(place -> place.tokens() % 30 == 0 && place.tokens() < 60)
                                    .heavy()
                                    .cause("beyond a limit"),
                            streamed("a line beyond 16 MiB", ends("data: " + "x".repeat(BEYOND_AN_EVENT)))
                                    .only(place -> place.tokens() % 30 == 0 && place.tokens() < 60)
                                    .heavy()
                                    .cause("beyond a limit"),
                            streamed("comments beyond 1 MiB", say(Outburst.commentFlood(BEYOND_COMMENTS)))
                                    .heavy()
                                    .cause("beyond a limit"),
                            whole(
                                            "a body beyond 64 MiB",
                                            inserts("x".repeat(BEYOND_A_BODY)).apply(30))
                                    .cause("larger than"),
                            atOnceStreamed(
                                            "a preamble beyond 256 events",
                                            inserts(event("{\"choices\":[]}").repeat(400))
                                                    .apply(0))
                                    .cause("preamble"))
                    .note("in bounded memory"),
            fault(
                            31,
                            "A compressed body, which nobody asked for",
                            PASSED_OVER,
                            atOnce("gzip", Script.standard().header("Content-Encoding", "gzip"))
                                    .cause("compressed"),
                            atOnce("br", Script.standard().header("Content-Encoding", "br"))
                                    .cause("compressed"))
                    .note("nothing is unpacked, so there is no bomb"),
            fault(
                            33,
                            "A head without bounds, or with bytes that have no place there",
                            PASSED_OVER,
                            atOnce("one header of 40 kB", Script.standard().header("X-Long", "x".repeat(40_000)))
                                    .cause("too large"),
                            atOnce("5 000 headers", headers(5_000)).cause("too large"),
                            atOnce("a NUL", Script.standard().header("X-Bad", "a\0b"))
                                    .cause("malformed response"))
                    .shownBy("NettyUpstreamTest", "takesHeadersUpToItsLimitAndRefusesMore")
                    .shownBy("NettyUpstreamTest", "saysSoWhenItIsNotHttp"));

    private TalkingNonsense() {}

    /** The status in the error's code, as vLLM and OpenRouter say it. */
    private static Way coded(int status) {
        String error = "{\"error\":{\"message\":\"It failed.\",\"type\":\"Failure\",\"param\":null,\"code\":%d}}";
        return streamed("an error with code " + status, ends(event(error.formatted(status)) + "data: [DONE]\n\n"))
                .cause("an error in the stream (" + status + ": It failed.)");
    }

    private static Script json(String body) {
        return Script.reply(200, "application/json", body);
    }

    private static Script chunksThatAreNone() {
        return Script.standard().framing(Framing.CLOSE_DELIMITED).header("Transfer-Encoding", "chunked");
    }

    static Script headers(int count) {
        Script script = Script.standard();
        for (int i = 0; i < count; i++) {
            script = script.header("X-" + i, "v");
        }
        return script;
    }

    private static String anotherChoice() {
        return unfinished("\"stop\"").replace("\"index\":0", "\"index\":1");
    }

    private static String finishOf(int choice) {
        return event("{\"choices\":[{\"index\":" + choice + ",\"delta\":{},\"finish_reason\":\"stop\"}]}")
                + "data: [DONE]\n\n";
    }
}
