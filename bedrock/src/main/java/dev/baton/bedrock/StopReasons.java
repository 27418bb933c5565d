package dev.baton.bedrock;

import dev.baton.answer.FinishReason;
import dev.baton.dialect.BadAnswer;

/** Why an answer ended, in the words of this protocol. */
final class StopReasons {

    private StopReasons() {}

    /** @throws BadAnswer for a malformed answer, and for every reason that is not known */
    static FinishReason read(String reason) {
        return switch (reason) {
            case "end_turn" -> FinishReason.STOP;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "max_tokens" -> FinishReason.LENGTH;
            case "model_context_window_exceeded" -> FinishReason.CONTEXT_FULL;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            default ->
                throw BadAnswer.untrue("the answer was given up by its server (stopReason "
                        + (reason.matches("[\\w.-]{1,40}") ? reason : "unknown") + ")");
        };
    }
}
