package dev.baton.gateway;

import dev.baton.testkit.Death;
import dev.baton.testkit.Framing;
import dev.baton.testkit.Point;
import dev.baton.testkit.Script;
import java.time.Duration;
import java.util.List;

/**
 * A way in which a server gives no answer at all.
 *
 * @param calls that the server gets: 2 where asking again is worth it
 * @param model that clients ask for: {@code quick} where only a clock shows that something is wrong
 * @param cause how the gateway calls it
 */
record NoAnswer(String name, Script script, int calls, String model, String cause) {

    static final List<NoAnswer> ALL = List.of(
            of(
                    "RST before the head",
                    2,
                    Script.standard().dieAt(Point.Stage.BEFORE_HEADERS, Death.RST),
                    "before the response"),
            of(
                    "FIN before the head",
                    2,
                    Script.standard().dieAt(Point.Stage.BEFORE_HEADERS, Death.FIN),
                    "before the response"),
            of("FIN within the head", 2, Script.standard().dieAt(Point.wireByte(30), Death.FIN), "before the response"),
            of(
                    "FIN behind the head",
                    1,
                    Script.standard().dieAt(Point.Stage.AFTER_HEADERS, Death.FIN),
                    "in the middle of the response"),
            silent("no head", Script.standard().stallAt(Point.Stage.BEFORE_HEADERS)),
            silent("half a head", Script.standard().stallAt(Point.wireByte(30))),
            silent("nothing behind the head", Script.standard().stallAt(Point.Stage.AFTER_HEADERS)),
            silent("a role and no more", Script.standard().firstTokenAfter(Duration.ofMinutes(1))),
            status(500, 2),
            status(502, 2),
            status(504, 2),
            status(503, 1),
            status(529, 1),
            status(520, 1),
            status(408, 1),
            status(409, 1),
            status(425, 1),
            status(401, 1),
            status(402, 1),
            status(403, 1),
            status(404, 1),
            status(429, 1),
            status(299, 1),
            of("429 and a long wait", 1, Script.status(429).retryAfter("30"), "HTTP 429"),
            of("429 and an absurd wait", 1, Script.status(429).retryAfter("soon"), "HTTP 429"),
            of("204", 1, Script.reply(204, null, ""), "HTTP 204"),
            of("205", 1, Script.reply(205, null, ""), "HTTP 205"),
            of("206", 1, Script.reply(206, "text/event-stream", "data: half"), "HTTP 206"),
            of("304", 1, Script.reply(304, null, ""), "HTTP 304"),
            of("a redirect", 1, Script.redirect("http://127.0.0.1:9/elsewhere"), "HTTP 302"),
            of("a web page", 1, Script.html(), "HTML page"),
            of("an error under 200", 1, Script.status(200), "an error in the stream"),
            of("nothing under 200", 1, Script.reply(200, "application/json", ""), "malformed event"),
            of("no JSON under 200", 1, Script.reply(200, "application/json", "upstream says hello"), "malformed event"),
            of("half a body under 200", 1, Script.reply(200, "application/json", "{\"choices\":[{"), "malformed event"),
            of(
                    "no choices under 200",
                    1,
                    Script.reply(200, "application/json", "{\"choices\":[]}"),
                    "no finished answer"),
            of(
                    "a body nobody finished",
                    1,
                    Script.reply(200, "application/json", unfinished("null")),
                    "no finished answer"),
            of(
                    "a body given up",
                    1,
                    Script.reply(200, "application/json", unfinished("\"abort\"")),
                    "finish_reason abort"),
            of("compressed", 1, Script.standard().header("Content-Encoding", "gzip"), "compressed"),
            of("a head without bounds", 1, Script.standard().header("X-Long", "x".repeat(40_000)), "too large"),
            of("chunks that are none", 1, chunksThatAreNone(), "malformed response"),
            of(
                    "too short a length",
                    1,
                    Script.standard().header("Content-Length", "100"),
                    "cut in the middle of an event"));

    private static NoAnswer of(String name, int calls, Script script, String cause) {
        return new NoAnswer(name, script, calls, "chat", cause);
    }

    private static NoAnswer status(int status, int calls) {
        return of("status " + status, calls, Script.status(status), "HTTP " + status);
    }

    private static NoAnswer silent(String name, Script script) {
        return new NoAnswer(name, script, 1, "quick", "within ");
    }

    private static Script chunksThatAreNone() {
        return Script.standard().framing(Framing.CLOSE_DELIMITED).header("Transfer-Encoding", "chunked");
    }

    private static String unfinished(String reason) {
        return "{\"id\":\"x\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"Half an\"},\"finish_reason\":" + reason + "}]}";
    }

    @Override
    public String toString() {
        return name;
    }
}
