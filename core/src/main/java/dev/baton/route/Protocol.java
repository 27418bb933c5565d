package dev.baton.route;

/** The wire protocol of a provider. */
public enum Protocol {
    /** OpenAI Chat Completions, as OpenAI, vLLM, SGLang, llama.cpp, Ollama, DeepSeek, Mistral and many others speak it. */
    OPENAI
}
