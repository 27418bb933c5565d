package dev.baton.dialect.gemini;

import dev.baton.answer.FinishReason;
import dev.baton.dialect.BadAnswer;
import org.jspecify.annotations.Nullable;

/** Why a candidate ended, in the words of this protocol. */
final class FinishReasons {

    /** What is told of a call whose arguments nobody can read: this protocol's own word for it. */
    static final String MALFORMED_CALL = "MALFORMED_FUNCTION_CALL";

    private FinishReasons() {}

    /**
     * A reason read.
     *
     * @param calls whether the candidate calls a function, which this protocol ends like any other
     * @return null for none
     * @throws BadAnswer when the candidate was given up
     */
    static @Nullable FinishReason read(String reason, boolean calls) {
        return switch (reason) {
            case "", "FINISH_REASON_UNSPECIFIED" -> null;
            case "STOP" -> calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            // No word of Google's, but one of servers that speak as Google does.
            case "FUNCTION_CALL" -> FinishReason.TOOL_CALLS;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> FinishReason.CONTENT_FILTER;
            // OTHER, LANGUAGE, MALFORMED_FUNCTION_CALL, UNEXPECTED_TOOL_CALL, TOO_MANY_TOOL_CALLS, NO_IMAGE …
            default ->
                throw BadAnswer.untrue("the answer was given up by its server (finishReason "
                        + (reason.matches("[\\w.-]{1,40}") ? reason : "unknown") + ")");
        };
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "STOP";
            case LENGTH, CONTEXT_FULL -> "MAX_TOKENS";
            case CONTENT_FILTER -> "SAFETY";
        };
    }
}
