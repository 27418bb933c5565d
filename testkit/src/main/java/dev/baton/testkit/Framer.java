package dev.baton.testkit;

import dev.baton.testkit.Step.Babble;
import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts a head before a body and frames around its pieces. */
final class Framer {

    private static final Set<String> STREAMS = Set.of("text/event-stream", EventFrame.CONTENT_TYPE);

    private final Head head;
    private final boolean bodyless;
    private final boolean chunked;
    private final boolean counted;
    private final boolean closes;

    private Framer(Head head, boolean bodyless, boolean chunked, boolean counted, boolean closes) {
        this.head = head;
        this.bodyless = bodyless;
        this.chunked = chunked;
        this.counted = counted;
        this.closes = closes;
    }

    /** @param head is completed with what the body and the manners ask for */
    static Framer of(Manners manners, Head head, Body body, HttpRequest request) {
        String type = manners.contentType() == null ? body.contentType() : manners.contentType();
        if (!type.isEmpty()) {
            head.add("Content-Type", type);
        }
        head.addAll(manners.headers());

        Framing framing = manners.framing();
        boolean stream = STREAMS.contains(body.contentType());
        boolean scripted = head.has("Content-Length") || head.has("Transfer-Encoding");
        boolean chunked = framing == Framing.CHUNKED || (framing == Framing.STANDARD && stream);
        boolean counted = framing == Framing.CONTENT_LENGTH || (framing == Framing.STANDARD && !stream);
        boolean closes = framing == Framing.CLOSE_DELIMITED
                || framing == Framing.HTTP_1_0
                || head.says("Connection", "close")
                || request.closes();
        if (closes && !head.has("Connection")) {
            head.add("Connection", "close");
        }
        return new Framer(
                head, head.isBodyless(), chunked && !head.has("Content-Length"), counted && !scripted, closes);
    }

    boolean closes() {
        return closes;
    }

    List<Step> framed(List<Step> content) {
        if (bodyless) {
            return List.of(new Write(Part.HEAD, head.bytes()));
        }
        if (chunked && !head.has("Transfer-Encoding")) {
            head.add("Transfer-Encoding", "chunked");
        }
        if (counted) {
            head.add("Content-Length", Long.toString(length(content)));
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Write(Part.HEAD, head.bytes()));
        content.forEach(step -> steps.add(chunked ? chunk(step) : step));
        if (chunked) {
            steps.add(new Write(Part.END, "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        }
        return steps;
    }

    private static long length(List<Step> content) {
        return content.stream()
                .mapToLong(step -> step instanceof Write write ? write.bytes().length : 0)
                .sum();
    }

    private static Step chunk(Step step) {
        return switch (step) {
            // A chunk of no bytes would be the end of the body.
            case Write write -> write.bytes().length == 0 ? write : write.with(chunk(write.bytes()));
            case Babble babble -> new Babble(babble.every(), chunk(babble.comment()));
            case Step.Pause pause -> pause;
            case Step.Gate gate -> gate;
            case Step.Stall stall -> stall;
            case Step.Die die -> die;
        };
    }

    private static byte[] chunk(byte[] bytes) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 12);
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }
}
