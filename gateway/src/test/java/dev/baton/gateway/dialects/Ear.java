package dev.baton.gateway.dialects;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A protocol as a provider hears it: read here without the gateway's own code. */
interface Ear {

    String KEY = "key-of-the-provider";

    /** The name in the configuration. */
    String protocol();

    Told told(JsonNode request);

    /** Where it listens for this model, behind the base URL. */
    String path(String model, boolean streaming);

    /** The header in which it looks for its key. */
    default String keyHeader() {
        return "authorization";
    }

    /** What that header begins with. */
    default String key() {
        return "Bearer " + KEY;
    }

    /** What it is asked for. */
    default String model() {
        return "a-model";
    }

    /** Whether its answers say which model gives them. */
    default boolean saysItsModel() {
        return true;
    }

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

    /** Whether its streams tell a tool call piece by piece. */
    default boolean tellsCallsInPieces() {
        return true;
    }

    /** What a provider of it is given besides, in the configuration. */
    default String settings() {
        return "api-key: " + KEY;
    }

    /** All that there are. */
    static List<Ear> all() {
        return List.of(
                new ChatEar(),
                new MessagesEar(),
                new ResponsesEar(),
                new GeminiEar(),
                new AzureEar(),
                new BedrockEar());
    }
}
