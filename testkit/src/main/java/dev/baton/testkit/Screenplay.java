package dev.baton.testkit;

import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is going to happen on a connection because of one request.
 *
 * @param closes whether the connection ends with the response
 * @param healthy whether the response, told to its end, is what a blameless caller should get
 * @param surplusAfter how long the connection is idle before a surplus response comes; null for never
 */
record Screenplay(
        List<Step> steps,
        boolean closes,
        boolean healthy,
        @Nullable Duration surplusAfter) {

    static Screenplay of(Reply reply, Script script, HttpRequest request) {
        String type = reply.contentType() == null ? "" : reply.contentType();
        Body body = new WholeBody(reply.body(), 0, type);
        Manners manners = script.manners;
        Head head = new Head(version(manners), reply.status()).addAll(reply.headers());
        List<Step> before = List.of();
        return play(before, body, head, script, request, reply.healthy());
    }

    static Screenplay of(Body body, List<Step> beforeHead, Script script, HttpRequest request) {
        return play(beforeHead, body, new Head(version(script.manners), 200), script, request, true);
    }

    private static Screenplay play(
            List<Step> beforeHead, Body body, Head head, Script script, HttpRequest request, boolean healthy) {
        List<Step> content = body.steps();
        for (Fault fault : script.faults) {
            content = isInBody(fault.at()) ? Faults.strike(content, fault, body) : content;
        }

        Framer framer = Framer.of(script.manners, head, body, request);
        List<Step> steps = new ArrayList<>(interims(script.manners));
        steps.addAll(beforeHead);
        steps.addAll(framer.framed(content));
        if (script.manners.surplus().withAnswer()) {
            steps.add(new Write(Part.SURPLUS, surplus()));
        }
        for (Fault fault : script.faults) {
            steps = isInBody(fault.at()) ? steps : Faults.strike(steps, fault, body);
        }
        return new Screenplay(
                Writes.limited(Writes.joined(steps), script.manners),
                framer.closes(),
                healthy,
                script.manners.surplus().afterIdle());
    }

    private static boolean isInBody(Point point) {
        return switch (point) {
            case Point.AfterTokens tokens -> true;
            case Point.BodyByte offset -> true;
            case Point.WireByte offset -> false;
            case Point.Stage stage -> stage != Point.Stage.BEFORE_HEADERS && stage != Point.Stage.AFTER_HEADERS;
        };
    }

    private static String version(Manners manners) {
        return manners.framing() == Framing.HTTP_1_0 ? "HTTP/1.0" : "HTTP/1.1";
    }

    private static List<Step> interims(Manners manners) {
        List<Step> steps = new ArrayList<>();
        for (int status : manners.interims()) {
            steps.add(new Write(Part.INTERIM, new Head("HTTP/1.1", status).bytes()));
        }
        return steps;
    }

    /** A response that nobody asked for, well formed, so that it is believed wherever it is read. */
    static byte[] surplus() {
        byte[] body = WholeBody.of(
                        Answer.of(List.of(Story.SURPLUS)),
                        new Chunks("chatcmpl-surplus", 0, "surplus", ChatRequest.NONE, Style.PLAIN),
                        1)
                .bytes();
        String head = new String(
                new Head("HTTP/1.1", 200)
                        .add("Content-Type", "application/json")
                        .add("Content-Length", Integer.toString(body.length))
                        .bytes(),
                StandardCharsets.ISO_8859_1);
        return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }
}
