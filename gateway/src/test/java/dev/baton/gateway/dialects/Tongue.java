package dev.baton.gateway.dialects;

import java.util.List;
import java.util.Map;

/** A dialect as a client speaks it: written and read here without the gateway's own code. */
interface Tongue {

    String name();

    /** Where it is spoken, for this model. */
    String path(String model, boolean streaming);

    Map<String, String> headers();

    String request(String model, Wish wish, boolean streaming);

    /** Reads a stream as strictly as the dialect's own clients do. */
    Heard stream(int status, List<Sse> events);

    /** Reads an answer in one piece, or an error. */
    Heard whole(int status, String body);

    /** Whether a client can have an answer end before a text. */
    default boolean knowsStops() {
        return true;
    }

    /** Whether it can ask for one call at a time. */
    default boolean knowsSerialCalls() {
        return true;
    }

    /** Whether it hears a tool call piece by piece, from providers that tell it so. */
    default boolean hearsCallsInPieces() {
        return true;
    }

    /** All that there are. */
    static List<Tongue> all() {
        return List.of(new ChatTongue(), new MessagesTongue(), new ResponsesTongue(), new GeminiTongue());
    }
}
