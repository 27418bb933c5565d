package dev.baton.testkit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of one streamed answer. */
record Chunks(String id, long created, String model, ChatRequest request, Style style, Speech speech) {

    Chunks(String id, long created, String model, ChatRequest request, Style style) {
        this(id, created, model, request, style, Speech.CHAT);
    }

    /**
     * A chunk of one choice.
     *
     * @param tokensSoFar for servers that tell usage on every chunk
     */
    ObjectNode chunk(int choice, ObjectNode delta, @Nullable String finishReason, int tokensSoFar) {
        if (style.has(Quirk.ROLE_ON_EVERY_CHUNK)) {
            delta.put("role", "assistant");
        }
        ObjectNode chunk = envelope();
        ObjectNode told = chunk.putArray("choices").addObject().put("index", choice);
        speech.say(delta, told);
        told.putNull("logprobs").put("finish_reason", finishReason);
        if (style.has(Quirk.USAGE_ON_EVERY_CHUNK)) {
            return withUsage(chunk, tokensSoFar);
        }
        return request.wantsUsage() ? chunk.putNull("usage") : chunk;
    }

    ObjectNode usageChunk(int tokens) {
        ObjectNode chunk = envelope();
        chunk.putArray("choices");
        return withUsage(chunk, tokens);
    }

    ObjectNode withUsage(ObjectNode chunk, int tokens) {
        chunk.set("usage", usage(tokens));
        return chunk;
    }

    JsonNode usage(int tokens) {
        int prompt = request.promptTokens();
        return Json.object()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", tokens)
                .put("total_tokens", prompt + tokens);
    }

    static ObjectNode azurePromptFilter() {
        ObjectNode chunk =
                Json.object().put("id", "").put("object", "").put("created", 0).put("model", "");
        chunk.putArray("choices");
        chunk.putArray("prompt_filter_results")
                .addObject()
                .put("prompt_index", 0)
                .putObject("content_filter_results")
                .putObject("hate")
                .put("filtered", false)
                .put("severity", "safe");
        return chunk;
    }

    private ObjectNode envelope() {
        return Json.object()
                .put("id", id)
                .put("object", speech.chunk())
                .put("created", created)
                .put("model", model);
    }
}
