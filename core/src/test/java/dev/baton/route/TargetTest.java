package dev.baton.route;

import static dev.baton.route.Continuation.NONE;
import static dev.baton.route.Continuation.PARTIAL_FLAG;
import static dev.baton.route.Continuation.PREFILL;
import static dev.baton.route.Continuation.PREFIX_FLAG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.route.Target.Evidence;
import java.net.URI;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TargetTest {

    private static final String ANTHROPIC = "https://api.anthropic.com/v1";
    private static final String OPENROUTER = "https://openrouter.ai/api/v1";
    private static final String QWEN = "https://dashscope-intl.aliyuncs.com/compatible-mode/v1";
    private static final String KIMI = "https://api.moonshot.ai/v1";

    record Known(String baseUrl, String model, Continuation continuation) {}

    static Stream<Known> known() {
        return Stream.of(
                new Known(ANTHROPIC, "claude-2.1", PREFILL),
                new Known(ANTHROPIC, "claude-3-opus-20240229", PREFILL),
                new Known(ANTHROPIC, "claude-3-5-sonnet-20241022", PREFILL),
                new Known(ANTHROPIC, "claude-3-7-sonnet-latest", PREFILL),
                new Known(ANTHROPIC, "claude-sonnet-4-20250514", PREFILL),
                new Known(ANTHROPIC, "claude-opus-4-1-20250805", PREFILL),
                new Known(ANTHROPIC, "claude-haiku-4-5", PREFILL),
                new Known(ANTHROPIC, "claude-sonnet-4-5-20250929", PREFILL),
                new Known(ANTHROPIC, "claude-opus-4-6", NONE),
                new Known(ANTHROPIC, "claude-opus-4-15", NONE),
                new Known(ANTHROPIC, "claude-sonnet-5", NONE),
                new Known(ANTHROPIC, "claude-mythos", NONE),
                new Known("https://API.Anthropic.com/v1", "claude-haiku-4-5", PREFILL),
                new Known(OPENROUTER, "anthropic/claude-sonnet-4.5", PREFILL),
                new Known(OPENROUTER, "anthropic/claude-3.7-sonnet:thinking", NONE),
                new Known(OPENROUTER, "anthropic/claude-opus-4.6", NONE),
                new Known("https://api.deepseek.com/beta", "deepseek-v4-flash", PREFIX_FLAG),
                new Known("https://api.deepseek.com/beta/v1", "deepseek-v4-flash", PREFIX_FLAG),
                new Known("https://api.deepseek.com/v1", "deepseek-v4-flash", NONE),
                new Known("https://api.deepseek.com", "deepseek-v4-flash", NONE),
                new Known("https://api.mistral.ai/v1", "mistral-large-latest", PREFIX_FLAG),
                new Known("https://codestral.mistral.ai/v1", "codestral-latest", PREFIX_FLAG),
                new Known(QWEN, "qwen-plus", PARTIAL_FLAG),
                new Known(QWEN, "qwen-max-2025-01-25", PARTIAL_FLAG),
                new Known(QWEN, "qwen3-coder-plus", PARTIAL_FLAG),
                new Known(QWEN, "qwen3-235b-a22b-instruct-2507", PARTIAL_FLAG),
                new Known(QWEN, "qwen2.5-72b-instruct", PARTIAL_FLAG),
                new Known(KIMI, "kimi-k2-0905-preview", PARTIAL_FLAG),
                new Known("https://api.moonshot.cn/v1", "moonshot-v1-32k", PARTIAL_FLAG),
                new Known("https://api.groq.com/openai/v1", "llama-3.3-70b-versatile", PREFILL),
                new Known("https://api.openai.com/v1", "gpt-4.1", NONE),
                new Known("https://mine.openai.azure.com/openai/v1", "gpt-4.1", NONE),
                new Known("http://127.0.0.1:11434/v1", "llama3.2:3b", PREFILL));
    }

    @ParameterizedTest
    @MethodSource("known")
    void continuesAsIsKnownOfVendorAndModel(Known row) {
        Target target = Target.of(provider(row.baseUrl, null), row.model);

        assertThat(target.continuation()).isEqualTo(row.continuation);
        assertThat(target.evidence()).isEqualTo(Evidence.BUILT_IN);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.0-flash, PREFILL",
        "gemini-2.5-pro, PREFILL",
        "Gemini-2.5-flash-lite, PREFILL",
        "gemini-3-pro-preview, PREFILL",
        "gemini-3.1-flash, PREFILL",
        "gemini-3.5-flash, PREFILL",
        "gemini-3.5-flash-preview-09, PREFILL",
        "gemini-3.5-flash-lite, NONE",
        "gemini-3.5-pro, NONE",
        "gemini-3.6-flash, NONE",
        "gemini-4-pro, NONE",
        "gemini-flash-latest, NONE"
    })
    void continuesGeminiWhereverItIsServed(String model, Continuation expected) {
        Provider vertex = new Provider(
                "b",
                Protocol.GEMINI,
                URI.create("https://vertex.example/v1/projects/p/locations/l/publishers/google"),
                null,
                null,
                ConnectionReuse.POOLED);

        assertThat(Target.of(vertex, model).continuation()).isEqualTo(expected);
        assertThat(Target.of(vertex, model).evidence()).isEqualTo(Evidence.BUILT_IN);
        assertThat(Target.of(vertex, "gemma-3-27b-it").evidence()).isEqualTo(Evidence.UNKNOWN);
    }

    /** Thinking models, aliases, servers that anybody may run, and names that only look like a vendor's. */
    @ParameterizedTest
    @CsvSource({
        "https://api.mistral.ai/v1, magistral-medium-latest",
        "https://dashscope.aliyuncs.com/compatible-mode/v1, qwen3-max-thinking",
        "https://dashscope.aliyuncs.com/compatible-mode/v1, qwq-plus",
        "https://dashscope.aliyuncs.com/compatible-mode/v1, qwen3-32b",
        "https://api.moonshot.ai/v1, kimi-k2-thinking",
        "https://api.moonshot.ai/v1, kimi-k2.5",
        "https://openrouter.ai/api/v1, deepseek/deepseek-chat",
        "https://api.groq.com/openai/v1, openai/gpt-oss-120b",
        "https://api.groq.com/openai/v1, qwen/qwen3-32b",
        "https://api.anthropic.com.example.com/v1, claude-haiku-4-5",
        "http://127.0.0.1:8000/v1, qwen-plus",
        "http://127.0.0.1:8080/v1, llama-3"
    })
    void doesNotContinueWhereNothingIsKnown(String baseUrl, String model) {
        Target target = Target.of(provider(baseUrl, null), model);

        assertThat(target.continuation()).isEqualTo(NONE);
        assertThat(target.evidence()).isEqualTo(Evidence.UNKNOWN);
    }

    /** What is known of a server is known of the protocol that has a field for it. */
    @Test
    void doesNotContinueByAFieldThatItsProtocolDoesNotHave() {
        Provider kimi = new Provider("b", Protocol.RESPONSES, URI.create(KIMI), null, null, ConnectionReuse.POOLED);

        assertThat(Target.of(kimi, "moonshot-v1-32k").continuation()).isEqualTo(NONE);
    }

    @Test
    void continuesAsDeclaredWhateverIsKnown() {
        Target target = Target.of(provider("https://api.mistral.ai/v1", NONE), "mistral-large-latest");

        assertThat(target.continuation()).isEqualTo(NONE);
        assertThat(target.evidence()).isEqualTo(Evidence.DECLARED);
    }

    private static Provider provider(String baseUrl, @Nullable Continuation declared) {
        return new Provider("b", Protocol.OPENAI, URI.create(baseUrl), null, declared, ConnectionReuse.POOLED);
    }
}
