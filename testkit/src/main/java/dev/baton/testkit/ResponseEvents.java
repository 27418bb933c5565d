package dev.baton.testkit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of one response: the object itself, its items, and the events that tell of both. */
record ResponseEvents(String id, long created, String model, int promptTokens, Style style) {

    /** The response with nothing in it yet. */
    ObjectNode response(String status) {
        ObjectNode response = Json.object()
                .put("id", "resp_" + id)
                .put("object", "response")
                .put("created_at", created)
                .put("status", status)
                .put("model", model);
        response.putNull("error").putNull("incomplete_details").putNull("instructions");
        response.putObject("metadata");
        response.putArray("output");
        response.put("parallel_tool_calls", true)
                .put("temperature", 1.0)
                .put("tool_choice", "auto")
                .put("top_p", 1.0);
        response.putArray("tools");
        return response.putNull("usage");
    }

    /** The response at its end, with a finish reason of a script in the words of this protocol; null for one that says nothing. */
    ObjectNode ended(@Nullable String finishReason, ArrayNode output, int tokens) {
        ObjectNode response = response(statusOf(finishReason));
        if (statusOf(finishReason).equals("incomplete")) {
            response.putObject("incomplete_details").put("reason", reasonOf(String.valueOf(finishReason)));
        }
        response.set("output", output);
        if (!style.has(Quirk.MISSING_USAGE)) {
            ObjectNode usage = response.putObject("usage").put("input_tokens", promptTokens);
            usage.putObject("input_tokens_details").put("cached_tokens", 0).put("cache_write_tokens", 0);
            usage.put("output_tokens", tokens)
                    .putObject("output_tokens_details")
                    .put("reasoning_tokens", 0);
            usage.put("total_tokens", promptTokens + tokens);
        }
        return response;
    }

    private static String statusOf(@Nullable String finishReason) {
        if (finishReason == null) {
            return "in_progress";
        }
        return finishReason.equals("stop") || finishReason.equals("tool_calls") ? "completed" : "incomplete";
    }

    /** What is none of OpenAI's stays what it is. */
    private static String reasonOf(String finishReason) {
        return finishReason.equals("length") ? "max_output_tokens" : finishReason;
    }

    ObjectNode whole(Answer answer) {
        ArrayNode output = output(answer);
        boolean unfinished = style.has(Quirk.MISSING_FINISH) || style.has(Quirk.NULL_FINISH);
        return ended(unfinished ? null : answer.finish(), output, answer.size());
    }

    /** All items of an answer. */
    ArrayNode output(Answer answer) {
        ArrayNode output = Json.array();
        if (!answer.reasoning().isEmpty()) {
            output.add(reasoning(output.size(), String.join("", answer.reasoning())));
        }
        if (!answer.tokens().isEmpty()) {
            output.add(message(output.size(), answer.text()));
        }
        for (ToolCall call : answer.toolCalls()) {
            output.add(call(output.size(), call, call.arguments()));
        }
        return output;
    }

    /** @param text null while nothing is said */
    ObjectNode reasoning(int index, @Nullable String text) {
        ObjectNode item = Json.object().put("id", "rs_" + id + "_" + index).put("type", "reasoning");
        ArrayNode summary = item.putArray("summary");
        if (text != null) {
            summary.add(SpokenPart.THOUGHTS.node(text));
        }
        return item;
    }

    /** @param text null while nothing is said */
    ObjectNode message(int index, @Nullable String text) {
        ObjectNode item = Json.object()
                .put("id", "msg_" + id + "_" + index)
                .put("type", "message")
                .put("status", text == null ? "in_progress" : "completed")
                .put("role", "assistant");
        ArrayNode content = item.putArray("content");
        if (text != null) {
            content.add(SpokenPart.TEXT.node(text));
        }
        return item;
    }

    /** @param arguments empty while nothing is said */
    ObjectNode call(int index, ToolCall call, String arguments) {
        return Json.object()
                .put("id", "fc_" + id + "_" + index)
                .put("type", "function_call")
                .put("status", arguments.isEmpty() ? "in_progress" : "completed")
                .put("arguments", arguments)
                .put("call_id", call.id())
                .put("name", call.name());
    }

    /** An error in the middle of a stream, nested as OpenAI sends it. */
    static ObjectNode error(String message) {
        ObjectNode event = Json.object().put("type", "error");
        event.set("error", Json.error("server_error", "server_error", message));
        return event;
    }
}
