package dev.baton.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;

/**
 * A frame of {@code application/vnd.amazon.eventstream}: two lengths, their checksum, headers, payload, and a checksum of all that. Written
 * here from AWS's description of it and not with AWS's library, which is what reads it.
 *
 * @param headers texts by name, in order
 */
record EventFrame(SequencedMap<String, String> headers, byte[] payload) {

    static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final byte STRING = 7;
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;

    static EventFrame event(String type, JsonNode payload) {
        return json("event", ":event-type", type, payload);
    }

    static EventFrame exception(String type, JsonNode payload) {
        return json("exception", ":exception-type", type, payload);
    }

    private static EventFrame json(String kind, String typeHeader, String type, JsonNode payload) {
        return new EventFrame(
                headers(typeHeader, type, ":content-type", "application/json", ":message-type", kind),
                Json.bytes(payload));
    }

    /** An error of the stream itself, which has no payload. */
    static EventFrame error(String code, String message) {
        return new EventFrame(
                headers(":error-code", code, ":error-message", message, ":message-type", "error"), new byte[0]);
    }

    private static SequencedMap<String, String> headers(String... namesAndValues) {
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    byte[] bytes() {
        byte[] head = headerBytes();
        byte[] frame = new byte[PRELUDE + head.length + payload.length + CHECKSUM];
        ByteBuffer written = ByteBuffer.wrap(frame).putInt(frame.length).putInt(head.length);
        written.putInt(checksum(frame, written.position())).put(head).put(payload);
        written.putInt(checksum(frame, written.position()));
        return frame;
    }

    private byte[] headerBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        headers.forEach((name, value) -> {
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            out.write(name.length());
            out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            out.write(STRING);
            out.write(text.length >> 8);
            out.write(text.length);
            out.writeBytes(text);
        });
        return out.toByteArray();
    }

    private static int checksum(byte[] frame, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(frame, 0, length);
        return (int) checksum.getValue();
    }
}
