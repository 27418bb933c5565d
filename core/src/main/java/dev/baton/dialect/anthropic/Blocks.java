package dev.baton.dialect.anthropic;

import dev.baton.answer.Part;
import dev.baton.answer.Part.Block.Kind;
import java.util.List;

/** Content blocks as parts. Tool calls are counted here: this protocol numbers all blocks, the vocabulary calls alone. */
final class Blocks {

    private int calls;
    private boolean hasInput;

    /** What a block holds. */
    static Kind kindOf(String type) {
        return switch (type) {
            case "text" -> Kind.TEXT;
            case "thinking", "redacted_thinking" -> Kind.REASONING;
            case "tool_use" -> Kind.TOOL_CALL;
            default -> Kind.OTHER;
        };
    }

    /** A block begins, or is there as a whole. */
    Kind begin(EventFields block, List<Part> parts) {
        Kind kind = kindOf(block.kind);
        parts.add(new Part.Block(0, kind));
        switch (kind) {
            case TEXT -> addText(block.text, parts);
            case REASONING -> addThoughts(block, parts);
            case TOOL_CALL -> {
                hasInput = !block.input.isEmpty();
                parts.add(new Part.ToolCall(0, calls, block.id, block.name, block.input));
                calls++;
            }
            case OTHER -> {}
        }
        return kind;
    }

    /** More of the block that is open. */
    void addDelta(EventFields delta, Kind open, List<Part> parts) {
        switch (delta.kind) {
            case "text_delta" -> addText(delta.text, parts);
            case "thinking_delta", "signature_delta" -> addThoughts(delta, parts);
            case "input_json_delta" -> addInput(delta.partialJson, open, parts);
            // A citation, or something newer than this code.
            default -> parts.add(new Part.Block(0, Kind.OTHER));
        }
    }

    private static void addText(String text, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(0, text));
        }
    }

    private static void addThoughts(EventFields thought, List<Part> parts) {
        if (!thought.thinking.isEmpty()) {
            parts.add(new Part.Reasoning(0, thought.thinking));
        }
        if (!thought.signature.isEmpty()) {
            parts.add(new Part.Signature(0, thought.signature));
        }
        if (!thought.data.isEmpty()) {
            parts.add(new Part.Redacted(0, thought.data));
        }
    }

    private void addInput(String json, Kind open, List<Part> parts) {
        if (open == Kind.TOOL_CALL && !json.isEmpty()) {
            hasInput = true;
            parts.add(new Part.ToolCall(0, calls - 1, null, null, json));
        }
    }

    /** The open block is complete. A tool that is called without arguments is called with an empty object. */
    void end(Kind open, List<Part> parts) {
        if (open == Kind.TOOL_CALL && !hasInput) {
            parts.add(new Part.ToolCall(0, calls - 1, null, null, "{}"));
        }
    }
}
