package dev.baton.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/** What Bedrock writes, framed by AWS's own library, and what comes of it here. */
final class Frames {

    static final String HELLO = """
            {"contentBlockIndex":0,"delta":{"text":"Hello, w€rld"},"p":"abc"}""";

    private Frames() {}

    static byte[] frame(Map<String, String> headers, String payload) {
        Map<String, HeaderValue> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Message(values, payload.getBytes(UTF_8)).encode(out);
        return out.toByteArray();
    }

    static byte[] event(String type, String payload) {
        return frame(Map.of(":message-type", "event", ":event-type", type), payload);
    }

    static byte[] exception(String type, String payload) {
        return frame(Map.of(":message-type", "exception", ":exception-type", type), payload);
    }

    static byte[] stop(String reason) {
        return event("messageStop", "{\"stopReason\":\"" + reason + "\"}");
    }

    static byte[] metadata() {
        return event("metadata", """
                {"metrics":{"latencyMs":7},"usage":{"inputTokens":5,"outputTokens":3,"totalTokens":15,
                "cacheReadInputTokens":4,"cacheWriteInputTokens":3}}""");
    }

    static byte[] joined(byte[]... frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.asList(frames).forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** A whole answer of a role, a text, a finish and usage. */
    static byte[] answer() {
        return joined(
                event("messageStart", "{\"role\":\"assistant\"}"),
                event("contentBlockDelta", HELLO),
                event("contentBlockStop", "{\"contentBlockIndex\":0}"),
                stop("end_turn"),
                metadata());
    }

    static AnswerReader reader() {
        return new FrameReader(new ConverseStream());
    }

    /** The parts of a body that comes in these pieces, and ends. */
    static List<Part> read(byte[]... pieces) {
        AnswerReader reader = reader();
        List<AnswerEvent> events = new ArrayList<>();
        for (byte[] piece : pieces) {
            reader.read(piece, events::add);
        }
        reader.end(events::add);
        return events.stream().flatMap(event -> event.parts().stream()).toList();
    }
}
