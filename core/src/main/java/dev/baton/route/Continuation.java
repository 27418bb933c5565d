package dev.baton.route;

/**
 * How a server continues a trailing assistant message (prefill). A server of which nothing is known is {@link #NONE}:
 * one that merely starts a new answer would look like one that goes on.
 */
public enum Continuation {
    /** It does not: it answers anew, or refuses. */
    NONE,
    /** The trailing message is enough (llama.cpp, Ollama, Claude up to 4.5 behind compatible servers). */
    PREFILL,
    /** {@code "prefix": true} on the message (DeepSeek beta, Mistral). */
    PREFIX_FLAG,
    /** {@code "partial": true} on the message (Qwen, Kimi). */
    PARTIAL_FLAG,
    /** {@code "continue_final_message": true, "add_generation_prompt": false} on the request (vLLM, SGLang). */
    CONTINUE_FINAL_MESSAGE;

    /** Whether a server of this protocol can be told so: only OpenAI's has flags. */
    public boolean isOf(Protocol protocol) {
        return protocol.dialect() == Protocol.OPENAI || this == NONE || this == PREFILL;
    }
}
