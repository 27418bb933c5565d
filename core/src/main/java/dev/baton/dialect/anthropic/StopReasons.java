package dev.baton.dialect.anthropic;

import dev.baton.answer.FinishReason;
import dev.baton.dialect.BadAnswer;

/** Why an answer ended, in the words of this protocol. */
final class StopReasons {

    private StopReasons() {}

    static FinishReason read(String reason) {
        return switch (reason) {
            case "end_turn" -> FinishReason.STOP;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "max_tokens" -> FinishReason.LENGTH;
            case "model_context_window_exceeded" -> FinishReason.CONTEXT_FULL;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            case "pause_turn" -> FinishReason.PAUSE;
            default ->
                throw BadAnswer.untrue("the answer was given up by its server (stop_reason "
                        + (reason.matches("[\\w.-]{1,40}") ? reason : "unknown") + ")");
        };
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case CONTEXT_FULL -> "model_context_window_exceeded";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "refusal";
            case PAUSE -> "pause_turn";
        };
    }
}
