package dev.baton.dialect.responses;

import dev.baton.dialect.json.Json;
import dev.baton.dialect.sse.SseFrames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.node.ObjectNode;

/** The events of one response: framed, named by their types, and numbered without gaps. Used by one thread at a time. */
final class EventFrames {

    private long number;

    /** An event of the target's own takes the next number. */
    void passed() {
        number++;
    }

    /** The target's own event under the number that is its turn. */
    byte[] renumbered(String type, byte[] payload) {
        ObjectNode event = (ObjectNode) Json.TREES.readTree(payload);
        return SseFrames.event(type, Json.TREES.writeValueAsBytes(event.put("sequence_number", number++)));
    }

    ObjectNode event(String type) {
        return Json.TREES.createObjectNode().put("type", type).put("sequence_number", number++);
    }

    static void write(ObjectNode event, ByteArrayOutputStream out) {
        out.writeBytes(SseFrames.event(event.path("type").asString(""), Json.TREES.writeValueAsBytes(event)));
    }

    /**
     * A piece of an item: one for each token of an answer that is made here, so it is written without a tree.
     *
     * @param place the fields that say which part of which item, as JSON
     */
    void delta(String type, String place, String text, String behind, ByteArrayOutputStream out) {
        StringBuilder event = new StringBuilder(256 + text.length())
                .append("event: ")
                .append(type)
                .append("\ndata: {\"type\":\"")
                .append(type)
                .append("\",\"sequence_number\":")
                .append(number++)
                .append(',')
                .append(place)
                .append(",\"delta\":\"");
        JsonStringEncoder.getInstance().quoteAsString(text, event);
        event.append('"').append(behind).append("}\n\n");
        out.writeBytes(event.toString().getBytes(StandardCharsets.UTF_8));
    }
}
