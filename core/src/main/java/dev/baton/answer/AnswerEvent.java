package dev.baton.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of an answer: the JSON payload it came in and what was read from it. Framing (SSE lines, HTTP chunks) is never
 * part of it.
 *
 * @param head who says it: the identity of the answer as this event states it
 * @param parts what it says, in order; empty for an event that says nothing a client needs
 * @param payload the bytes it came in, so that an event that needs no change is relayed as it came; null for an event that
 *     was made here, or by a target that speaks another dialect than the client: an encoder builds it from the parts. Never
 *     changed by anybody.
 * @param relayable whether the payload may be shown to a client as it is, as far as this event alone can tell
 * @param name what the payload's dialect calls such an event; empty where events have no names
 */
public record AnswerEvent(Head head, List<Part> parts, byte @Nullable [] payload, boolean relayable, String name) {

    /** An event of a dialect that does not name its events. */
    public AnswerEvent(Head head, List<Part> parts, byte @Nullable [] payload, boolean relayable) {
        this(head, parts, payload, relayable, "");
    }

    /** An event made here, to be built from its parts. */
    public static AnswerEvent of(Head head, List<Part> parts) {
        return new AnswerEvent(head, List.copyOf(parts), null, false);
    }

    /** Whether a client may show this or act on it: after such an event has been delivered an answer cannot start again. */
    public boolean isUseful() {
        for (Part part : parts) {
            if (part.isUseful()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it says that the model is still thinking, and nothing that anybody could be given. */
    public boolean isMereProgress() {
        if (payload != null || parts.isEmpty()) {
            return false;
        }
        for (Part part : parts) {
            if (!(part instanceof Part.StillThinking)) {
                return false;
            }
        }
        return true;
    }

    /** Whether any part is of the given kind. */
    public boolean has(Class<? extends Part> kind) {
        for (Part part : parts) {
            if (kind.isInstance(part)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it speaks of no other choices than the first so many. */
    public boolean staysWithin(int choices) {
        for (Part part : parts) {
            if (part.choice() < 0 || part.choice() >= choices) {
                return false;
            }
        }
        return true;
    }

    /** The same without its payload, for a client of another dialect. */
    public AnswerEvent withoutPayload() {
        return payload == null ? this : new AnswerEvent(head, parts, null, false, "");
    }

    /** How much memory holding this event takes, roughly, in bytes. */
    public int weight() {
        return payload == null ? 256 + 2 * characters() : payload.length;
    }

    private int characters() {
        int characters = 0;
        for (Part part : parts) {
            characters += part.characters();
        }
        return characters;
    }
}
