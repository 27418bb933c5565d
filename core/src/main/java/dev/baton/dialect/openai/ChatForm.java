package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.ToolIds;
import dev.baton.dialect.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of a chat: each choice begins with a role, and is told in deltas. */
record ChatForm() implements ChunkForm {

    @Override
    public String object() {
        return "chat.completion.chunk";
    }

    @Override
    public boolean says(Part part) {
        return switch (part) {
            case Part.Role ignored -> true;
            case Part.Text ignored -> true;
            case Part.Reasoning ignored -> true;
            case Part.Refusal ignored -> true;
            case Part.ToolCall ignored -> true;
            case Part.Finish ignored -> true;
            case Part.Usage ignored -> false;
            case Part.Signature ignored -> false;
            case Part.Redacted ignored -> false;
            case Part.StillThinking ignored -> false;
            case Part.Block ignored -> false;
        };
    }

    @Override
    public void say(Part part, ObjectNode choice, Head identity) {
        ObjectNode delta = choice.putObject("delta");
        choice.putNull("finish_reason");
        switch (part) {
            case Part.Role ignored -> delta.put("role", "assistant").put("content", "");
            case Part.Text said -> delta.put("content", said.text());
            case Part.Reasoning thought -> delta.put("reasoning_content", thought.text());
            case Part.Refusal refusal -> delta.put("refusal", refusal.text());
            case Part.ToolCall call ->
                delta.set("tool_calls", Json.TREES.createArrayNode().add(tool(call, identity)));
            case Part.Finish finish -> choice.put("finish_reason", ChunkForm.label(finish.reason()));
            case Part.Usage ignored -> throw new IllegalArgumentException("usage has no choice");
            case Part.Signature ignored -> throw new IllegalArgumentException("not said here");
            case Part.Redacted ignored -> throw new IllegalArgumentException("not said here");
            case Part.StillThinking ignored -> throw new IllegalArgumentException("not said here");
            case Part.Block ignored -> throw new IllegalArgumentException("not said here");
        }
    }

    private static ObjectNode tool(Part.ToolCall call, Head identity) {
        ObjectNode tool = Json.TREES.createObjectNode().put("index", call.index());
        ObjectNode function = Json.TREES.createObjectNode();
        if (call.id() != null || call.name() != null) {
            tool.put("id", idOf(call, identity)).put("type", "function");
        }
        if (call.name() != null) {
            function.put("name", call.name());
        }
        function.put("arguments", call.arguments());
        tool.set("function", function);
        return tool;
    }

    /** Where a target has no ids, one that no other call has: clients send it back with the result. */
    static String idOf(Part.ToolCall call, Head identity) {
        String id = call.id();
        return id == null ? ToolIds.OPENAI.fit("call_" + identity.id() + "_" + call.index()) : id;
    }

    @Override
    public void amend(ObjectNode choice, boolean begun) {
        if (!(choice.path("delta") instanceof ObjectNode delta)) {
            return;
        }
        if (begun) {
            delta.remove("role");
        }
        int position = 0;
        for (JsonNode call : delta.path("tool_calls")) {
            if (call instanceof ObjectNode tool && !tool.has("index")) {
                tool.put("index", position);
            }
            position++;
        }
    }

    @Override
    public boolean saysSomething(ObjectNode choice) {
        return !choice.path("delta").isEmpty() || choice.hasNonNull("finish_reason");
    }

    @Override
    public byte[] whole(AnswerEvent answer, Head identity) {
        return ChatBody.of(answer, identity);
    }
}
