package dev.baton.bedrock;

import dev.baton.answer.Part;
import dev.baton.answer.Part.Block.Kind;
import dev.baton.dialect.BadAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content blocks of a stream as parts, one after the other. Blocks of text and of thoughts begin with their first piece. */
final class Blocks {

    private @Nullable Kind open;
    private int openIndex;
    private int calls;
    private boolean hasInput;

    /** A block begins, and may say what it is: AWS says it of calls, others of all. */
    void begin(EventFields start, List<Part> parts) {
        switch (start.kind) {
            case "", "text", "reasoningContent" -> end(parts);
            case "toolUse" -> beginCall(start, parts);
            default -> begin(Kind.OTHER, start.index, parts);
        }
    }

    private void beginCall(EventFields start, List<Part> parts) {
        boolean isTheClients = start.toolType.isEmpty();
        begin(isTheClients ? Kind.TOOL_CALL : Kind.OTHER, start.index, parts);
        if (isTheClients) {
            parts.add(new Part.ToolCall(0, calls, start.id, start.name, ""));
            calls++;
        }
    }

    private void begin(Kind kind, int index, List<Part> parts) {
        end(parts);
        parts.add(new Part.Block(0, kind));
        open = kind;
        openIndex = index;
        hasInput = false;
    }

    /** More of a block. */
    void addDelta(EventFields delta, List<Part> parts) {
        switch (delta.kind) {
            case "text" -> addText(delta, parts);
            case "reasoningContent" -> addThoughts(delta, parts);
            case "toolUse" -> addInput(delta, parts);
            // A citation, an image, the result of a tool of the provider's, or something newer than this code.
            default -> parts.add(new Part.Block(0, Kind.OTHER));
        }
    }

    private void addText(EventFields delta, List<Part> parts) {
        if (!delta.text.isEmpty()) {
            goOn(Kind.TEXT, delta.index, parts);
            parts.add(new Part.Text(0, delta.text));
        }
    }

    private void addThoughts(EventFields delta, List<Part> parts) {
        goOn(Kind.REASONING, delta.index, parts);
        if (!delta.text.isEmpty()) {
            parts.add(new Part.Reasoning(0, delta.text));
        }
        if (!delta.signature.isEmpty()) {
            parts.add(new Part.Signature(0, delta.signature));
        }
        if (!delta.redacted.isEmpty()) {
            parts.add(new Part.Redacted(0, delta.redacted));
        }
    }

    private void goOn(Kind kind, int index, List<Part> parts) {
        if (open != kind || openIndex != index) {
            begin(kind, index, parts);
        }
    }

    private void addInput(EventFields delta, List<Part> parts) {
        if (open == Kind.OTHER) {
            return;
        }
        if (open != Kind.TOOL_CALL || openIndex != delta.index) {
            throw BadAnswer.untrue("a piece of a tool call that has not begun");
        }
        if (!delta.input.isEmpty()) {
            hasInput = true;
            parts.add(new Part.ToolCall(0, calls - 1, null, null, delta.input));
        }
    }

    /** The open block is complete. A tool that is called without arguments is called with an empty object. */
    void end(List<Part> parts) {
        if (open == Kind.TOOL_CALL && !hasInput) {
            parts.add(new Part.ToolCall(0, calls - 1, null, null, "{}"));
        }
        open = null;
    }
}
