package dev.baton.dialect.responses;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a target of the client's dialect has told in its own events: kept as they came, and looked at only when somebody else has to
 * go on from there. Used by one thread at a time.
 */
final class RelayedItems {

    private final StringBuilder said = new StringBuilder();
    private final List<byte[]> done = new ArrayList<>(2);
    private final List<byte[]> partsDone = new ArrayList<>(0);
    private byte @Nullable [] created;
    private byte @Nullable [] begun;
    private byte @Nullable [] part;

    boolean hasBegun() {
        return created != null;
    }

    /** The client has been given an event as it came. */
    void note(AnswerEvent event) {
        byte[] payload = event.payload();
        switch (event.name()) {
            case "response.created" -> created = payload;
            case "response.output_item.added" -> {
                begun = payload;
                partsDone.clear();
                said.setLength(0);
            }
            case "response.output_item.done" -> {
                keep(payload, done);
                begun = null;
                part = null;
            }
            case "response.content_part.added", "response.reasoning_summary_part.added" -> {
                part = payload;
                said.setLength(0);
            }
            case "response.content_part.done", "response.reasoning_summary_part.done" -> {
                keep(payload, partsDone);
                part = null;
                said.setLength(0);
            }
            default -> event.parts().forEach(this::note);
        }
    }

    private static void keep(byte @Nullable [] payload, List<byte[]> kept) {
        if (payload != null) {
            kept.add(payload);
        }
    }

    private void note(Part words) {
        switch (words) {
            case Part.Text text -> said.append(text.text());
            case Part.Reasoning thought -> said.append(thought.text());
            case Part.Refusal refusal -> said.append(refusal.text());
            case Part.ToolCall call -> said.append(call.arguments());
            case Part.Role ignored -> {}
            case Part.Signature ignored -> {}
            case Part.Redacted ignored -> {}
            case Part.StillThinking ignored -> {}
            case Part.Block ignored -> {}
            case Part.Finish ignored -> {}
            case Part.Usage ignored -> {}
        }
    }

    /** The response as its target began it. */
    ObjectNode response() {
        return node(created, "response");
    }

    /** The items that are done. */
    List<JsonNode> done() {
        return done.stream().map(event -> (JsonNode) node(event, "item")).toList();
    }

    /** The item that is not; null without one. */
    @Nullable
    ObjectNode open() {
        if (begun == null) {
            return null;
        }
        ObjectNode item = node(begun, "item");
        for (byte[] event : partsDone) {
            ObjectNode ended = node(event, "part");
            kindOf(ended).in(item).add(ended);
        }
        return item;
    }

    /** What its open part holds; null without one. */
    @Nullable
    PartKind openPart() {
        return part == null || begun == null ? null : kindOf(node(part, "part"));
    }

    private static PartKind kindOf(ObjectNode part) {
        return PartKind.ofType(part.path("type").asString(""));
    }

    /** The words of the open part, or the arguments of the open call. */
    String said() {
        return said.toString();
    }

    private static ObjectNode node(byte @Nullable [] event, String field) {
        return event != null && Json.TREES.readTree(event).path(field) instanceof ObjectNode node
                ? node
                : Json.TREES.createObjectNode();
    }
}
