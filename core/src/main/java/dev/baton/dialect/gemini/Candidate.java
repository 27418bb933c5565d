package dev.baton.dialect.gemini;

import dev.baton.answer.FinishReason;
import dev.baton.answer.Part;
import dev.baton.dialect.json.Json;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One candidate while it is put together of what a target said. Calls are written whole, as this protocol has them. */
final class Candidate {

    private final StringBuilder thoughts = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, Call> calls = new TreeMap<>();
    private Part.@Nullable Finish finish;

    private record Call(@Nullable String id, @Nullable String name, StringBuilder arguments) {}

    void add(Part part) {
        switch (part) {
            case Part.Text said -> text.append(said.text());
            case Part.Refusal said -> text.append(said.text());
            case Part.Reasoning thought -> thoughts.append(thought.text());
            case Part.ToolCall call ->
                calls.computeIfAbsent(call.index(), index -> new Call(call.id(), call.name(), new StringBuilder()))
                        .arguments()
                        .append(call.arguments());
            case Part.Finish end -> finish = end;
            case Part.Role ignored -> {}
            case Part.Usage ignored -> {}
            case Part.Block ignored -> {}
            // A proof is of use to its vendor alone, who speaks another dialect.
            case Part.Signature ignored -> {}
            case Part.Redacted ignored -> {}
            case Part.StillThinking ignored -> {}
        }
    }

    /** What has been added, as this protocol says it. A candidate that says nothing has an empty text. */
    ObjectNode node(int index) {
        ObjectNode candidate = Json.TREES.createObjectNode();
        ObjectNode content = candidate.putObject("content");
        ArrayNode parts = content.putArray("parts");
        content.put("role", "model");
        addText(parts);
        boolean malformed = !addCalls(parts);
        if (parts.isEmpty()) {
            parts.addObject().put("text", "");
        }
        if (finish != null) {
            candidate.put("finishReason", reason(finish.reason(), malformed));
        }
        return candidate.put("index", index);
    }

    private void addText(ArrayNode parts) {
        if (!thoughts.isEmpty()) {
            parts.addObject().put("text", thoughts.toString()).put("thought", true);
        }
        if (!text.isEmpty()) {
            parts.addObject().put("text", text.toString());
        }
    }

    /** Returns whether the arguments of all calls are what they must be, an object; others cannot be told. */
    private boolean addCalls(ArrayNode parts) {
        boolean sound = true;
        for (Call call : calls.values()) {
            JsonNode arguments = arguments(call.arguments().toString());
            if (arguments == null) {
                sound = false;
            } else {
                ObjectNode told = parts.addObject().putObject("functionCall");
                if (call.id() != null) {
                    told.put("id", call.id());
                }
                told.put("name", call.name()).set("args", arguments);
            }
        }
        return sound;
    }

    private static @Nullable JsonNode arguments(String text) {
        try {
            JsonNode read = Json.TREES.readTree(text.isBlank() ? "{}" : text);
            return read.isObject() ? read : null;
        } catch (JacksonException cut) {
            return null;
        }
    }

    private static String reason(FinishReason reason, boolean malformed) {
        return malformed && reason != FinishReason.LENGTH ? FinishReasons.MALFORMED_CALL : FinishReasons.write(reason);
    }
}
