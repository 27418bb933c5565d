package dev.baton.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkingSwitchTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.deepseek.com/beta, deepseek-v4-flash, PREFIX_FLAG, THINKING_TYPE_ALWAYS",
        "https://api.moonshot.ai/v1, kimi-k2.6, PARTIAL_FLAG, THINKING_TYPE_ALWAYS",
        "https://api.moonshot.cn/v1, Kimi-K2-0905-preview, PARTIAL_FLAG, NOT_NEEDED",
        "https://api.moonshot.cn/v1, moonshot-v1-8k, PARTIAL_FLAG, NOT_NEEDED",
        "https://api.moonshot.cn/v1, kimi-k2-thinking, PARTIAL_FLAG, NONE",
        "https://api.moonshot.cn/v1, kimi-k3, PARTIAL_FLAG, NONE",
        "https://api.anthropic.com/v1, claude-sonnet-4-5, PREFILL, THINKING_TYPE",
        "https://dashscope-intl.aliyuncs.com/compatible-mode/v1, qwen-plus, PARTIAL_FLAG, ENABLE_THINKING",
        "https://dashscope.aliyuncs.com/compatible-mode/v1, qwen3-235b-thinking, PARTIAL_FLAG, NONE",
        "https://api.mistral.ai/v1, mistral-large-latest, PREFIX_FLAG, NOT_NEEDED",
        "https://api.mistral.ai/v1, magistral-medium, PREFIX_FLAG, NONE",
        "https://api.groq.com/openai/v1, llama-3.3-70b-versatile, PREFILL, NOT_NEEDED",
        "https://api.groq.com/openai/v1, openai/gpt-oss-120b, PREFILL, NONE",
        "http://localhost:11434/v1, qwen3, PREFILL, REASONING_EFFORT",
        "http://vllm.example/v1, Qwen/Qwen3-8B, CONTINUE_FINAL_MESSAGE, CHAT_TEMPLATE",
        "http://llama.example/v1, any, PREFILL, NONE",
        "https://openrouter.ai/api/v1, anthropic/claude-sonnet-4.5, PREFILL, NONE"
    })
    void isKnownOfVendorsAndModels(URI server, String model, Continuation continuation, ThinkingSwitch expected) {
        Provider provider = new Provider("p", Protocol.OPENAI, server, null, null, ConnectionReuse.POOLED);

        assertThat(new Target(provider, model, continuation).thinkingSwitch()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://vllm.example/v1, Qwen/Qwen3-8B, REASONING_EFFORT",
        "http://localhost:11434/v1, qwen3, REASONING_EFFORT",
        "https://api.mistral.ai/v1, mistral-large-latest, NOT_NEEDED"
    })
    void isAFieldOfResponsesWhoeverSpeaksIt(URI server, String model, ThinkingSwitch expected) {
        Provider provider = new Provider("p", Protocol.RESPONSES, server, null, null, ConnectionReuse.POOLED);

        assertThat(new Target(provider, model, Continuation.PREFILL).thinkingSwitch())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.0-flash, NOT_NEEDED",
        "gemini-2.0-flash-thinking-exp, NONE",
        "gemini-2.5-flash, THINKING_BUDGET",
        "Gemini-2.5-Flash-Lite, THINKING_BUDGET",
        "gemini-2.5-pro, NONE",
        "gemini-3-flash-preview, NONE",
        "gemma-3-27b-it, NONE"
    })
    void isKnownOfGeminiWhereverItIsServed(String model, ThinkingSwitch expected) {
        URI server = URI.create("https://gemini.example/v1beta");
        Provider provider = new Provider("p", Protocol.GEMINI, server, null, null, ConnectionReuse.POOLED);

        assertThat(new Target(provider, model, Continuation.PREFILL).thinkingSwitch())
                .isEqualTo(expected);
    }
}
