package dev.baton.dialect;

import dev.baton.answer.AnswerEvent;
import dev.baton.dialect.sse.SseFrames;

/**
 * Writes one answer for its client as one envelope, whatever happened behind it. An event that fits is written as the bytes it
 * came in. Used by one thread at a time.
 */
public interface AnswerEncoder {

    /** Server-sent events, in which most dialects stream. */
    String EVENTS = "text/event-stream; charset=utf-8";

    /** The media type of a stream. */
    default String contentType() {
        return EVENTS;
    }

    /** The event of a stream as the client reads it; empty when there is nothing it needs. */
    byte[] encode(AnswerEvent event);

    /** The end of a stream that is a complete answer. */
    byte[] end();

    /** The end of a stream that nobody could complete: the one form of error that every client sees. */
    byte[] error(ApiError error);

    /** Something that every client takes for a sign of life and nothing else; empty where the dialect has no such thing. */
    byte[] keepAlive();

    /**
     * Something that people see who look at the stream, and SDKs do not: a comment of SSE. Empty where the dialect has no such
     * thing.
     *
     * @param text of which line breaks do not matter
     */
    default byte[] comment(String text) {
        return SseFrames.comment(text);
    }

    /** An answer that is not streamed, which came as one event. */
    byte[] whole(AnswerEvent answer);
}
