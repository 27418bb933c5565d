package dev.baton.dialect.openai;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.route.Target;
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

    /** What a target is told besides what the client said: to tell the usage of a stream, if it wants to be asked. */
    Map<String, byte[]> changes(Target target) {
        if (!isWanted) {
            return Map.of();
        }
        return ChatServer.of(target).has(Quirk.NO_STREAM_OPTIONS)
                ? without(options)
                : Map.of(
                        "stream_options",
                        Json.TREES.writeValueAsBytes(options.deepCopy().put("include_usage", true)));
    }

    private static Map<String, byte[]> without(ObjectNode given) {
        return given.isEmpty() ? Map.of() : Map.of("stream_options", Json.TREES.writeValueAsBytes(null));
    }
}
