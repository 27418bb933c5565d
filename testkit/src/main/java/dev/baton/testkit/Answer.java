package dev.baton.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider has to say.
 *
 * @param finishReason null for the one that fits: {@code tool_calls} or {@code stop}
 * @param model null for the model that was asked for
 */
record Answer(
        List<String> reasoning,
        List<String> tokens,
        List<ToolCall> toolCalls,
        @Nullable String finishReason,
        @Nullable String model) {

    Answer {
        reasoning = List.copyOf(reasoning);
        tokens = List.copyOf(tokens);
        toolCalls = List.copyOf(toolCalls);
    }

    static Answer of(List<String> tokens) {
        return new Answer(List.of(), tokens, List.of(), null, null);
    }

    String finish() {
        if (finishReason != null) {
            return finishReason;
        }
        return toolCalls.isEmpty() ? "stop" : "tool_calls";
    }

    String text() {
        return String.join("", tokens);
    }

    /** The deltas of a stream: each reasoning or content token, each call's head, each piece of its arguments. */
    int size() {
        return reasoning.size()
                + tokens.size()
                + toolCalls.stream().mapToInt(call -> 1 + call.pieces().size()).sum();
    }

    Answer withTokens(List<String> changed) {
        return new Answer(reasoning, changed, toolCalls, finishReason, model);
    }

    Answer withReasoning(List<String> changed) {
        return new Answer(changed, tokens, toolCalls, finishReason, model);
    }

    Answer withFinishReason(String changed) {
        return new Answer(reasoning, tokens, toolCalls, changed, model);
    }

    Answer withModel(String changed) {
        return new Answer(reasoning, tokens, toolCalls, finishReason, changed);
    }

    Answer and(ToolCall call) {
        List<ToolCall> calls = new ArrayList<>(toolCalls);
        calls.add(call);
        return new Answer(reasoning, tokens, calls, finishReason, model);
    }
}
