package dev.baton.dialect.openai;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.JsonObjectBytes;
import dev.baton.dialect.json.RequestFields;
import dev.baton.route.Vendor.Quirk;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether and how a client of OpenAI's APIs wants its answer as a stream.
 *
 * @param tellsUsage whether the client wants to be told what the answer cost
 * @param options of the stream, as the client sent them
 */
record Streaming(boolean isWanted, boolean tellsUsage, ObjectNode options) {

    /**
     * Reads {@code stream} and {@code stream_options}.
     *
     * @throws BadRequest when one of them is not what it must be
     */
    static Streaming of(RequestFields body) {
        if (!body.field("stream").flag()) {
            return new Streaming(false, true, Json.TREES.createObjectNode());
        }
        ObjectNode options = options(body.field("stream_options"));
        return new Streaming(true, options.path("include_usage").asBoolean(false), options);
    }

    private static ObjectNode options(JsonField given) {
        return given.isAbsent()
                ? Json.TREES.createObjectNode()
                : (ObjectNode) given.object().value();
    }

    /** What a target is told in place of the client's options: to tell the usage of a stream, if it wants to be asked. */
    Map<String, byte[]> changes(ChatServer server) {
        return isWanted ? Map.of("stream_options", optionsFor(server)) : Map.of();
    }

    private byte[] optionsFor(ChatServer server) {
        return server.has(Quirk.NO_STREAM_OPTIONS)
                ? JsonObjectBytes.LEFT_OUT
                : Json.TREES.writeValueAsBytes(options.deepCopy().put("include_usage", true));
    }
}
