package dev.baton.testkit;

import tools.jackson.databind.JsonNode;

/** The field without which some servers take a trailing assistant message for plain history. */
public enum ContinuationFlag {
    /** {@code "prefix": true} on the message (DeepSeek, Mistral). */
    PREFIX("prefix", true),
    /** {@code "partial": true} on the message (Qwen, Kimi). */
    PARTIAL("partial", true),
    /** {@code "continue_final_message": true} on the request (vLLM, SGLang). */
    CONTINUE_FINAL_MESSAGE("continue_final_message", false);

    private final String field;
    private final boolean onMessage;

    ContinuationFlag(String field, boolean onMessage) {
        this.field = field;
        this.onMessage = onMessage;
    }

    boolean isIn(JsonNode request, JsonNode message) {
        return (onMessage ? message : request).path(field).asBoolean(false);
    }
}
