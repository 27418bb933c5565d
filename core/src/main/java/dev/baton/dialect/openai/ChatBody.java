package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.json.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole chat completion, made of what a target of another dialect answered. */
final class ChatBody {

    private final Map<Integer, Choice> choices = new TreeMap<>();
    private final ObjectNode root = Json.TREES.createObjectNode();

    private ChatBody() {}

    static byte[] of(AnswerEvent answer, Head identity) {
        return Json.TREES.writeValueAsBytes(new ChatBody().body(answer, identity));
    }

    private ObjectNode body(AnswerEvent answer, Head identity) {
        root.put("id", identity.id())
                .put("object", "chat.completion")
                .put("created", identity.created())
                .put("model", identity.model());
        ArrayNode array = root.putArray("choices");
        answer.parts().forEach(part -> add(part, identity));
        choices.forEach((index, choice) -> array.add(choice.node(index)));
        return root;
    }

    private void add(Part part, Head identity) {
        if (part instanceof Part.Usage usage) {
            root.set("usage", usage(usage));
        } else {
            choices.computeIfAbsent(part.choice(), index -> new Choice(identity))
                    .add(part);
        }
    }

    /** Usage in the protocol's words. */
    static ObjectNode usage(Part.Usage stated) {
        ObjectNode usage = Json.TREES
                .createObjectNode()
                .put("prompt_tokens", stated.prompt())
                .put("completion_tokens", stated.completion())
                .put("total_tokens", stated.prompt() + stated.completion());
        Part.Usage.Details details = stated.details();
        if (details.cacheRead() > 0 || details.cacheWritten() > 0) {
            usage.putObject("prompt_tokens_details")
                    .put("cached_tokens", details.cacheRead())
                    .put("cache_write_tokens", details.cacheWritten());
        }
        if (details.thinking() > 0) {
            usage.putObject("completion_tokens_details").put("reasoning_tokens", details.thinking());
        }
        return usage;
    }

    /** One choice while it is put together. */
    private static final class Choice {

        private final StringBuilder text = new StringBuilder();
        private final StringBuilder reasoning = new StringBuilder();
        private final StringBuilder refusal = new StringBuilder();
        private final Map<Integer, ObjectNode> calls = new TreeMap<>();
        private final Head identity;
        private String finish = "stop";

        Choice(Head identity) {
            this.identity = identity;
        }

        void add(Part part) {
            switch (part) {
                case Part.Text said -> text.append(said.text());
                case Part.Reasoning thought -> reasoning.append(thought.text());
                case Part.Refusal said -> refusal.append(said.text());
                case Part.ToolCall call -> add(call);
                case Part.Finish end -> finish = ChunkForm.label(end.reason());
                case Part.Role ignored -> {}
                case Part.Usage ignored -> {}
                case Part.Signature ignored -> {}
                case Part.Redacted ignored -> {}
                case Part.StillThinking ignored -> {}
                case Part.Block ignored -> {}
            }
        }

        private void add(Part.ToolCall piece) {
            ObjectNode call = calls.computeIfAbsent(piece.index(), index -> {
                ObjectNode begun = Json.TREES
                        .createObjectNode()
                        .put("id", ChatForm.idOf(piece, identity))
                        .put("type", "function");
                begun.putObject("function").put("name", piece.name()).put("arguments", "");
                return begun;
            });
            ObjectNode function = (ObjectNode) call.get("function");
            function.put("arguments", function.path("arguments").asString("") + piece.arguments());
        }

        ObjectNode node(int index) {
            ObjectNode choice = Json.TREES.createObjectNode().put("index", index);
            ObjectNode message = choice.putObject("message").put("role", "assistant");
            message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text.toString());
            message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
            if (!reasoning.isEmpty()) {
                message.put("reasoning_content", reasoning.toString());
            }
            if (!calls.isEmpty()) {
                ArrayNode array = message.putArray("tool_calls");
                calls.values().forEach(array::add);
            }
            choice.putNull("logprobs").put("finish_reason", finish);
            return choice;
        }
    }
}
