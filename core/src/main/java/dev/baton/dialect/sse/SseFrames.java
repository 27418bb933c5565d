package dev.baton.dialect.sse;

import java.nio.charset.StandardCharsets;

/**
 * Events as bytes, in the one form that every official SDK reads without trouble: one blank behind the colon, LF, an empty line
 * behind each event, no {@code id:} and no {@code retry:} lines.
 */
public final class SseFrames {

    private SseFrames() {}

    /**
     * A named event.
     *
     * @param data on one line
     */
    public static byte[] event(String name, byte[] data) {
        byte[] head = utf8("event: " + name + "\ndata: ");
        byte[] framed = new byte[head.length + data.length + 2];
        System.arraycopy(head, 0, framed, 0, head.length);
        System.arraycopy(data, 0, framed, head.length, data.length);
        framed[framed.length - 2] = '\n';
        framed[framed.length - 1] = '\n';
        return framed;
    }

    /**
     * What people see and SDKs do not.
     *
     * @param text of which line breaks do not matter
     */
    public static byte[] comment(String text) {
        return utf8(": " + text.replaceAll("[\r\n]+", " ") + "\n\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
