package dev.baton.gateway.dialects;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A dialect as a provider hears it: read here without the gateway's own code. */
interface Ear {

    /** The name in the configuration. */
    String protocol();

    Told told(JsonNode request);

    /** The header with the provider's key, and what stands in it. */
    List<String> key(String key);

    /** Whether an answer can be told to end before a text. */
    default boolean knowsStops() {
        return true;
    }

    /** Whether it can be told to make one call at a time. */
    default boolean knowsSerialCalls() {
        return true;
    }

    /** Whether it can be told where an image is. */
    default boolean fetchesImages() {
        return true;
    }

    /** What a provider of it is given besides, in the configuration. */
    default String settings() {
        return "";
    }

    /** All that there are. */
    static List<Ear> all() {
        return List.of(new ChatEar(), new MessagesEar(), new ResponsesEar(), new GeminiEar(), new BedrockEar());
    }
}
