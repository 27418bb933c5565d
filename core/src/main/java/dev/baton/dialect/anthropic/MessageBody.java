package dev.baton.dialect.anthropic;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.json.Json;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole message, made of what a target of another dialect answered. */
final class MessageBody {

    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, Call> calls = new TreeMap<>();
    private Part.@Nullable Finish finish;
    private Part.Usage usage = new Part.Usage(0, 0, true, null);

    /** A tool call while it is put together. */
    private record Call(@Nullable String id, @Nullable String name, StringBuilder arguments) {}

    private MessageBody() {}

    static byte[] of(AnswerEvent answer, Head identity) {
        MessageBody body = new MessageBody();
        answer.parts().forEach(body::add);
        return Json.TREES.writeValueAsBytes(body.message(identity));
    }

    private void add(Part part) {
        switch (part) {
            case Part.Text said -> text.append(said.text());
            case Part.Refusal said -> text.append(said.text());
            case Part.Reasoning thought -> reasoning.append(thought.text());
            case Part.ToolCall call ->
                calls.computeIfAbsent(call.index(), index -> new Call(call.id(), call.name(), new StringBuilder()))
                        .arguments()
                        .append(call.arguments());
            case Part.Finish end -> finish = end;
            case Part.Usage stated -> usage = stated;
            case Part.Role ignored -> {}
            case Part.Block ignored -> {}
            // A proof is of use to its vendor alone, who speaks another dialect.
            case Part.Signature ignored -> {}
            case Part.Redacted ignored -> {}
            case Part.StillThinking ignored -> {}
        }
    }

    private ObjectNode message(Head identity) {
        ObjectNode message = Json.TREES
                .createObjectNode()
                .put("id", identity.id())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", identity.model());
        content(message.putArray("content"), identity);
        message.put("stop_reason", StopReasons.write(reason()))
                .put("stop_sequence", finish == null ? null : finish.stopSequence());
        MessageUsage.write(message.putObject("usage"), usage);
        return message;
    }

    /** Some servers end with a plain stop although they want a tool to be called. */
    private FinishReason reason() {
        FinishReason said = finish == null ? FinishReason.STOP : finish.reason();
        return said == FinishReason.STOP && !calls.isEmpty() ? FinishReason.TOOL_CALLS : said;
    }

    private void content(ArrayNode content, Head identity) {
        if (!reasoning.isEmpty()) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", reasoning.toString())
                    .put("signature", "");
        }
        if (!text.isEmpty()) {
            content.addObject().put("type", "text").put("text", text.toString());
        }
        calls.forEach((index, call) -> content.addObject()
                .put("type", "tool_use")
                .put("id", MessageFrames.idOf(call.id(), identity.id(), index))
                .put("name", call.name())
                .set("input", input(call.arguments().toString())));
    }

    /** An object, as the protocol wants it; what a model wrote that is none (cut by a limit) is given as it is. */
    private static JsonNode input(String arguments) {
        try {
            JsonNode read = Json.TREES.readTree(arguments.isBlank() ? "{}" : arguments);
            return read.isObject() ? read : Json.TREES.getNodeFactory().stringNode(arguments);
        } catch (JacksonException cut) {
            return Json.TREES.getNodeFactory().stringNode(arguments);
        }
    }
}
