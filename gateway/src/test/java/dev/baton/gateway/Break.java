package dev.baton.gateway;

import dev.baton.testkit.Death;
import dev.baton.testkit.Framing;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.Quirk;
import dev.baton.testkit.Script;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A way in which an answer breaks after some tokens.
 *
 * @param script of the server whose answer breaks, by the number of tokens it tells before
 * @param tokens after which it can break so; at 0 the client has nothing yet
 * @param calls that the server gets when it breaks before the first token: 2 where asking again is worth it
 * @param model that clients ask for: {@code quick} where only a clock shows that something is wrong
 * @param cause how the gateway calls it
 */
record Break(String name, IntFunction<Script> script, List<Integer> tokens, int calls, String model, String cause) {

    private static final List<Integer> ANYWHERE = List.of(0, 1, 30, 60);
    private static final List<Integer> AFTER_A_TOKEN = List.of(1, 30, 60);
    private static final List<Integer> BEFORE_A_TOKEN = List.of(0);
    private static final Duration OFTEN = Duration.ofMillis(40);

    static final List<Break> ALL = List.of(
            reset(),
            lost("FIN", k -> Script.standard().dieAfter(k, Death.FIN), "closed in the middle of the response"),
            lost("FIN of a counted body", framed(Framing.CONTENT_LENGTH), "closed in the middle of the response"),
            said("FIN of a body that ends with it", framed(Framing.CLOSE_DELIMITED), "the stream ended before"),
            said("FIN of HTTP/1.0", framed(Framing.HTTP_1_0), "the stream ended before"),
            said("the body ends", raw("", false), "the stream ended before the answer did"),
            said("[DONE] without a finish", raw("data: [DONE]\n\n", false), "[DONE] before the answer was finished"),
            said(
                    "an error chunk",
                    say(Outburst.errorChunk()),
                    "an error in the stream (engine_error: The model crashed"),
            said(
                    "an error chunk and [DONE]",
                    say(Outburst.errorChunkThenDone()),
                    "an error in the stream (engine_error"),
            said("an error event", say(Outburst.errorEvent()), "an error in the stream (engine_error"),
            said("an error on a bare line", say(Outburst.errorLine()), "an error in the stream (engine_error"),
            said(
                    "an error beside choices",
                    raw("data: {\"choices\":[],\"error\":\"out of memory\"}\n\n", true),
                    "out of memory"),
            coded(500, 2),
            coded(502, 2),
            coded(503, 1),
            coded(429, 1),
            said("abort", say(Outburst.finish("abort")), "finish_reason abort"),
            said("no resources", say(Outburst.finish("insufficient_system_resource")), "insufficient_system_resource"),
            said("finish_reason error", say(Outburst.finish("error")), "finish_reason error"),
            said("a null finish", say(Outburst.finish(null)), "[DONE] before the answer was finished"),
            said(
                    "no finish at all",
                    k -> Script.text(Tale.first(k)).quirks(Quirk.MISSING_FINISH),
                    AFTER_A_TOKEN,
                    "[DONE] before"),
            said("a finish of another choice", raw(finishOf(1), false), "a choice that nobody asked for"),
            said("JSON that is none", say(Outburst.malformedJson()), "a malformed event"),
            said("a number in place of a chunk", raw("data: 42\n\n", true), "a malformed event"),
            said("an array in place of a chunk", raw("data: []\n\n", true), "a malformed event"),
            said(
                    "two chunks in one event",
                    raw("data: {\"choices\":[]} {\"choices\":[]}\n\n", true),
                    "a malformed event"),
            said("words in place of a chunk", raw("data: upstream says hello\n\n", true), "a malformed event"),
            said("bytes that are not UTF-8", say(Outburst.invalidUtf8()), "a malformed event"),
            said("a web page", raw("<html>\n<p>Please sign in.</p>\n</html>\n", false), "the stream ended before"),
            said("a cut within a line", say(Outburst.truncatedLine()), "cut in the middle of an event"),
            said("a cut behind valid JSON", raw("data: " + chunk("never"), false), "cut in the middle of an event"),
            said("a cut before the blank line", raw("data: " + chunk("never") + "\n", false), "cut in the middle of"),
            silent("silence", k -> Script.standard().stallAfter(k)),
            silent("silence with comments", k -> Script.standard().stallWithComments(Point.afterTokens(k), OFTEN)),
            said(
                    "a preamble without end",
                    raw("data: {\"choices\":[]}\n\n".repeat(400), true),
                    BEFORE_A_TOKEN,
                    "preamble"));

    /** The client has the tokens when the reset comes, which may overtake what has not been read; see {@link #needsHand}. */
    private static Break reset() {
        return new Break(
                "RST",
                k -> k == 0
                        ? Script.standard().dieAt(Point.Stage.BEFORE_HEADERS, Death.RST)
                        : Script.standard().holdAfter(k),
                ANYWHERE,
                2,
                "chat",
                "connection reset");
    }

    private static Break lost(String name, IntFunction<Script> script, String cause) {
        return new Break(name, script, ANYWHERE, 1, "chat", cause);
    }

    private static Break said(String name, IntFunction<Script> script, String cause) {
        return said(name, script, ANYWHERE, cause);
    }

    private static Break said(String name, IntFunction<Script> script, List<Integer> tokens, String cause) {
        return new Break(name, script, tokens, 1, "chat", cause);
    }

    private static Break silent(String name, IntFunction<Script> script) {
        return new Break(name, script, ANYWHERE, 1, "quick", "within ");
    }

    /** The status in the error's code, as vLLM and OpenRouter say it. */
    private static Break coded(int status, int calls) {
        String error = "{\"error\":{\"message\":\"It failed.\",\"type\":\"Failure\",\"param\":null,\"code\":%d}}";
        return new Break(
                "an error with code " + status,
                raw("data: " + error.formatted(status) + "\n\ndata: [DONE]\n\n", false),
                ANYWHERE,
                calls,
                "chat",
                "an error in the stream (" + status + ": It failed.)");
    }

    private static IntFunction<Script> framed(Framing framing) {
        return k -> Script.standard().framing(framing).dieAfter(k, Death.FIN);
    }

    private static IntFunction<Script> say(Outburst outburst) {
        return k -> Script.standard().sayAfter(k, outburst);
    }

    private static IntFunction<Script> raw(String text, boolean goesOn) {
        return say(Outburst.raw(text, goesOn));
    }

    private static String chunk(String content) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"},\"finish_reason\":null}]}";
    }

    private static String finishOf(int choice) {
        return "data: {\"choices\":[{\"index\":" + choice + ",\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                + "data: [DONE]\n\n";
    }

    /** Whether somebody must break the connection when the client has the tokens. */
    boolean needsHand(int tokensTold) {
        return name.equals("RST") && tokensTold > 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
