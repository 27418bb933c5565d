package dev.baton.dialect.openai;

import dev.baton.answer.Part;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tool calls of which the client has id and name. Some servers say both again with every piece of the arguments, and SDKs append
 * what is said again to what they have (openai-python, {@code accumulate_delta}). Used by one thread at a time.
 */
final class BegunCalls {

    private record Place(int choice, int index) {}

    private final Map<Place, Part.ToolCall> begun = new HashMap<>();

    void note(Part part) {
        if (part instanceof Part.ToolCall call && isNamed(call)) {
            begun.putIfAbsent(placeOf(call), call);
        }
    }

    /** Whether a piece says again who it belongs to. */
    boolean repeats(Part part) {
        return part instanceof Part.ToolCall call && isNamed(call) && isSame(call, begun.get(placeOf(call)));
    }

    private static boolean isNamed(Part.ToolCall call) {
        return call.id() != null || call.name() != null;
    }

    private static boolean isSame(Part.ToolCall call, Part.@Nullable ToolCall first) {
        return first != null
                && (call.id() == null || call.id().equals(first.id()))
                && (call.name() == null || call.name().equals(first.name()));
    }

    private static Place placeOf(Part.ToolCall call) {
        return new Place(call.choice(), call.index());
    }

    /** The part, without what the client has of it. */
    Part unrepeated(Part part) {
        return part instanceof Part.ToolCall call && repeats(part)
                ? new Part.ToolCall(call.choice(), call.index(), null, null, call.arguments())
                : part;
    }

    /** Takes out of a provider's own choice what the client has. */
    void takeOut(ObjectNode choice) {
        int number = choice.path("index").asInt(0);
        for (JsonNode call : choice.path("delta").path("tool_calls")) {
            if (call instanceof ObjectNode tool && repeats(named(number, tool))) {
                tool.remove("id");
                tool.remove("type");
                if (tool.path("function") instanceof ObjectNode function) {
                    function.remove("name");
                }
            }
        }
    }

    private static Part.ToolCall named(int choice, JsonNode tool) {
        return new Part.ToolCall(
                choice,
                tool.path("index").asInt(0),
                text(tool.path("id")),
                text(tool.path("function").path("name")),
                "");
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }
}
