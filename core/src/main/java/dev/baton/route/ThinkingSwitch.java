package dev.baton.route;

/** How a model is kept from thinking before it goes on with half an answer: its thoughts belong before that. */
public enum ThinkingSwitch {
    /** It never thinks. */
    NOT_NEEDED,
    /** {@code "thinking": {"type": "disabled"}} (Claude). */
    THINKING_TYPE,
    /** The same field, for models that think unless they are told not to (DeepSeek, Kimi). */
    THINKING_TYPE_ALWAYS,
    /** {@code "enable_thinking": false} (Qwen at DashScope). */
    ENABLE_THINKING,
    /** {@code "reasoning_effort": "none"} (Ollama), {@code "reasoning": {"effort": "none"}} in Responses. */
    REASONING_EFFORT,
    /** {@code "thinkingConfig": {"thinkingBudget": 0}} (Gemini 2.5 Flash). */
    THINKING_BUDGET,
    /** {@code "chat_template_kwargs": {"enable_thinking": false, "thinking": false}} (vLLM, SGLang). */
    CHAT_TEMPLATE,
    /** Nothing is known that does it, or nothing does. */
    NONE;

    /** Whether it has to be set for every half-written answer, not only for one that came with thoughts. */
    public boolean isNeededAlways() {
        return this == THINKING_TYPE_ALWAYS;
    }
}
