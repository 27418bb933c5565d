package dev.baton.route;

import java.util.Locale;

/** A wire protocol, of providers and of clients. */
public enum Protocol {
    /** OpenAI Chat Completions, as OpenAI, vLLM, SGLang, llama.cpp, Ollama, DeepSeek, Mistral and many others speak it. */
    OPENAI,
    /** Anthropic Messages, as Anthropic and some others speak it. */
    ANTHROPIC,
    /** OpenAI's APIs as Azure serves them: at other addresses, with another header for the key. */
    AZURE,
    /** OpenAI Responses, as OpenAI, Azure, vLLM, llama.cpp, Ollama and others speak it. */
    RESPONSES,
    /** Google Gemini's {@code generateContent}, at AI Studio and at Vertex AI. */
    GEMINI,
    /** AWS Bedrock's Converse. Providers alone speak it, and what speaks to them is a module of its own. */
    BEDROCK;

    /** The protocol of what is said and answered: at Azure it is OpenAI's. */
    public Protocol dialect() {
        return this == AZURE ? OPENAI : this;
    }

    /** Whether providers of this protocol can be asked for it. */
    boolean has(Service service) {
        return service == Service.CHAT || dialect() == OPENAI;
    }

    /** The name in the configuration, such as {@code openai}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
