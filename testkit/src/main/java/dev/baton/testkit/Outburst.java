package dev.baton.testkit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Something that a healthy answer does not say. */
public sealed interface Outburst {

    /** How an error is told inside a stream. */
    enum Form {
        /** {@code data: {"error":…}}. */
        DATA,
        /** {@code event: error} and the data. */
        EVENT,
        /** The bare JSON on a line, outside any event (Gemini, llama.cpp). */
        LINE
    }

    /** An error, and the end of the body; with {@code [DONE]} before it (vLLM) or without. */
    record Failure(Form form, String message, boolean done) implements Outburst {}

    /** A finish chunk for every choice, {@code [DONE]}, and the end of the body. */
    record Finish(@Nullable String reason) implements Outburst {}

    /** These bytes of the body, and then the rest of the answer or the end of the body. */
    record Raw(byte[] bytes, boolean goesOn) implements Outburst {}

    static Outburst errorChunk() {
        return new Failure(Form.DATA, "The model crashed.", false);
    }

    static Outburst errorChunkThenDone() {
        return new Failure(Form.DATA, "The model crashed.", true);
    }

    static Outburst errorEvent() {
        return new Failure(Form.EVENT, "The model crashed.", false);
    }

    static Outburst errorLine() {
        return new Failure(Form.LINE, "The model crashed.", false);
    }

    /** An early finish with this reason ({@code abort}, {@code insufficient_system_resource}, null …), then [DONE]. */
    static Outburst finish(@Nullable String reason) {
        return new Finish(reason);
    }

    /** A whole event whose data is not JSON; the answer goes on. */
    static Outburst malformedJson() {
        return raw("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":}]}\n\n", true);
    }

    /** A data line that stops inside its JSON; then the body ends properly. */
    static Outburst truncatedLine() {
        return raw("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hal", false);
    }

    /** A content chunk with a byte sequence that is not UTF-8; the answer goes on. */
    static Outburst invalidUtf8() {
        byte[] bytes = chunk("caf?(").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '?') {
                bytes[i] = (byte) 0xC3;
            }
        }
        return new Raw(bytes, true);
    }

    /** A content chunk with this many characters; the answer goes on. */
    static Outburst oversizeEvent(int characters) {
        return raw(chunk("x".repeat(characters)), true);
    }

    /** This many comment lines; the answer goes on. */
    static Outburst commentFlood(int lines) {
        return raw(": still here\n".repeat(lines) + "\n", true);
    }

    /** Any text, and then the rest of the answer or the end of the body. */
    static Outburst raw(String text, boolean goesOn) {
        return new Raw(text.getBytes(StandardCharsets.UTF_8), goesOn);
    }

    private static String chunk(String content) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content
                + "\"},\"finish_reason\":null}]}\n\n";
    }
}
