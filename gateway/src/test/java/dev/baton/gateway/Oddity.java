package dev.baton.gateway;

import dev.baton.testkit.Death;
import dev.baton.testkit.Framing;
import dev.baton.testkit.LineEnd;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.Quirk;
import dev.baton.testkit.Script;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Something that real servers do and that is no fault: their answer is taken as it is meant. */
record Oddity(String name, Script script) {

    static final List<Oddity> ALL = Stream.concat(
                    Stream.of(
                            of("nothing odd", Script.standard()),
                            of("CR", Script.standard().lineEnd(LineEnd.CR)),
                            of("CRLF", Script.standard().lineEnd(LineEnd.CRLF)),
                            of(
                                    "CRLF, one byte a write",
                                    Script.standard().lineEnd(LineEnd.CRLF).drip(1, Duration.ZERO)),
                            of(
                                    "CR, one byte a write",
                                    Script.standard().lineEnd(LineEnd.CR).drip(1, Duration.ZERO)),
                            of("seven bytes a write", Script.standard().drip(7, Duration.ZERO)),
                            of("comments first", Script.standard().sayAfter(0, Outburst.commentFlood(5_000))),
                            of("comments between", Script.standard().sayAfter(30, Outburst.commentFlood(5_000))),
                            of("null errors", Script.standard().sayAfter(30, nullError())),
                            of("empty deltas", Script.standard().sayAfter(30, emptyDeltas())),
                            of("several event fields", Script.standard().sayAfter(30, strangeFields())),
                            of("100", Script.standard().interim(100)),
                            of("102 and 103", Script.standard().interim(102, 103, 103)),
                            of("HTTP/1.0", Script.standard().framing(Framing.HTTP_1_0)),
                            of(
                                    "a body that ends with the connection",
                                    Script.standard().framing(Framing.CLOSE_DELIMITED)),
                            of("a counted body", Script.standard().framing(Framing.CONTENT_LENGTH)),
                            of("too long a length", Script.standard().header("Content-Length", "999999")),
                            of("connection closed politely", Script.standard().header("Connection", "close")),
                            of(
                                    "another charset",
                                    Script.standard().contentType("text/event-stream; charset=iso-8859-1")),
                            of("another content type", Script.standard().contentType("application/octet-stream")),
                            of("no content type", Script.standard().withoutContentType()),
                            of("FIN behind the finish", Script.standard().dieAt(Point.Stage.AFTER_FINISH, Death.FIN)),
                            of("FIN behind [DONE]", Script.standard().dieAt(Point.Stage.AFTER_DONE, Death.FIN)),
                            of("silence behind the finish", Script.standard().stallAt(Point.Stage.AFTER_FINISH)),
                            of("silence behind [DONE]", Script.standard().stallAt(Point.Stage.AFTER_DONE)),
                            of("a surplus answer", Script.standard().surplusWithAnswer()),
                            of("a surplus answer later", Script.standard().surplusAfter(Duration.ofMillis(1)))),
                    Arrays.stream(Quirk.values())
                            .filter(quirk -> quirk != Quirk.MISSING_FINISH && quirk != Quirk.NULL_FINISH)
                            .map(quirk -> of(
                                    quirk.name().toLowerCase().replace('_', ' '),
                                    Script.standard().quirks(quirk))))
            .toList();

    private static Oddity of(String name, Script script) {
        return new Oddity(name, script);
    }

    private static Outburst nullError() {
        return Outburst.raw("data: {\"choices\":[{\"index\":0,\"delta\":{}}],\"error\":null}\n\n", true);
    }

    private static Outburst emptyDeltas() {
        return Outburst.raw(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":null}]}\n\n"
                        .repeat(1_000),
                true);
    }

    private static Outburst strangeFields() {
        return Outburst.raw("id: 7\nretry: soon\nevent: message\nwhatever: x\n\ndata\n\n", true);
    }

    @Override
    public String toString() {
        return name;
    }
}
