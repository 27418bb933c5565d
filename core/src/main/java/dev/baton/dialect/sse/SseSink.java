package dev.baton.dialect.sse;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link SseDecoder} finds, in the order of the stream. An exception thrown here leaves the decoder unusable.
 */
public interface SseSink {

    /**
     * An event, complete with the empty line behind it.
     *
     * @param name the last {@code event} field, null when there was none or an empty one
     * @param data the {@code data} fields joined by LF; the receiver's own
     */
    void event(@Nullable String name, byte[] data);

    /** A comment: the other side lives, and says nothing. */
    void comment();

    /**
     * A line outside the framing that looks like JSON: it begins with <code>{</code> or {@code [}, or belongs to the
     * lines behind such a line. Providers report errors so in mid-stream, some of them printed over several lines.
     *
     * @param line without its end; the receiver's own
     */
    void stray(byte[] line);
}
