package dev.baton.bedrock;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.answer.Part.Block.Kind;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Json;
import dev.baton.resilience.Observation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads an answer in one piece. */
final class ConverseBody {

    private final List<Part> parts = new ArrayList<>(List.of(new Part.Role(0)));
    private int calls;

    private ConverseBody() {}

    /**
     * The answer in these bytes.
     *
     * @throws BadAnswer when they are no JSON object, or say that something went wrong
     */
    static AnswerEvent read(byte[] bytes) {
        JsonNode body = tree(bytes);
        if (!body.has("output") && (body.has("message") || body.has("Message"))) {
            throw new BadAnswer(new Observation.ErrorEvent(bytes));
        }
        return new ConverseBody().event(body);
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            JsonNode body = Json.TREES.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException malformed) {
            throw BadAnswer.untrue("a malformed answer: not JSON");
        }
        throw BadAnswer.untrue("a malformed answer: not a JSON object");
    }

    private AnswerEvent event(JsonNode body) {
        body.path("output").path("message").path("content").forEach(this::block);
        String reason = body.path("stopReason").asString("");
        if (!reason.isEmpty()) {
            parts.add(new Part.Finish(0, StopReasons.read(reason)));
        }
        JsonNode usage = body.path("usage");
        if (usage.isObject()) {
            parts.add(ConverseUsage.read(usage));
        }
        return AnswerEvent.of(Head.NONE, parts);
    }

    private void block(JsonNode block) {
        if (block.has("text")) {
            parts.add(new Part.Block(0, Kind.TEXT));
            addText(block.path("text").asString(""));
        } else if (block.has("reasoningContent")) {
            parts.add(new Part.Block(0, Kind.REASONING));
            addThoughts(block.path("reasoningContent"));
        } else if (block.path("toolUse").isObject() && !block.path("toolUse").has("type")) {
            parts.add(new Part.Block(0, Kind.TOOL_CALL));
            addCall(block.path("toolUse"));
        } else {
            parts.add(new Part.Block(0, Kind.OTHER));
        }
    }

    private void addText(String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(0, text));
        }
    }

    private void addThoughts(JsonNode reasoning) {
        JsonNode thought = reasoning.path("reasoningText");
        String text = thought.path("text").asString("");
        String signature = thought.path("signature").asString("");
        String redacted = reasoning.path("redactedContent").asString("");
        if (!text.isEmpty()) {
            parts.add(new Part.Reasoning(0, text));
        }
        if (!signature.isEmpty()) {
            parts.add(new Part.Signature(0, signature));
        }
        if (!redacted.isEmpty()) {
            parts.add(new Part.Redacted(0, redacted));
        }
    }

    private void addCall(JsonNode call) {
        JsonNode input = call.path("input");
        parts.add(new Part.ToolCall(
                0,
                calls,
                call.path("toolUseId").asString(""),
                call.path("name").asString(""),
                input.isObject() ? Json.TREES.writeValueAsString(input) : "{}"));
        calls++;
    }
}
