package dev.baton.route;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/providers.md}: what is built in of vendors, as the code has it. */
final class ProvidersDocument {

    private ProvidersDocument() {}

    static String text() {
        return """
                # Providers

                Written by `ProvidersDocumentTest` from what the code knows; change that, not this.

                Any server that speaks one of the [protocols](configuration.md#batonprovidersname) can be a provider. Of some vendors the gateway knows
                more: their `base-url` is enough, and `./baton check` says what holds. What a configuration declares goes before what is built in.

                ## Going on from half an answer

                How a model goes on when it is sent the delivered text as the last message, in the name of the assistant (`continuation`). A row is here only
                where the vendor documents it or was seen to do it; a model that may think first is not. Whoever is not here, or has `none`, is asked
                to repeat the end of the text and go on (the [anchor](failover.md#the-anchor)).

                | vendor | `base-url` | models | `continuation` |
                |---|---|---|---|
                %s

                With `protocol: anthropic` a `claude-…` is what it is at Anthropic, whatever the host, and with `protocol: bedrock` the rows of AWS Bedrock
                hold. With `protocol: gemini` a `gemini-…` of 2, 3 and 3.1 goes on by `prefill`, and so does 3.5 Flash; 3.5 Flash-Lite and later ones
                do not. vLLM, SGLang and llama.cpp are told by no address and must be declared: `continue-final-message` for vLLM and SGLang, `prefill`
                for llama.cpp. Of Fireworks, Together, xAI and others nothing is known.

                ## Not thinking while going on

                An answer that came with thoughts is continued in this way only where the next model can be kept from thinking again:

                | vendor | models | what is sent |
                |---|---|---|
                %s

                Servers that are declared as `continue-final-message` are sent %s. With `protocol: anthropic` it is %s.

                ## Requests

                | vendor | `base-url` | what is different |
                |---|---|---|
                %s

                ## Answers

                What servers do besides, and what clients get of it. None of this depends on the address.

                | who | what | clients get |
                |---|---|---|
                | Azure OpenAI | a first chunk without choices, id and model | nothing of it; the id of the first chunk that has one |
                | Azure OpenAI | 400 `content_filter` | that error; no other target is asked |
                | DashScope | a cut answer in one piece with status 200 and `"finish_reason": null` | the answer of the next target |
                | DeepSeek | `finish_reason: insufficient_system_resource` | the rest of the answer from the next target |
                | DeepSeek, OpenRouter | comments, or empty lines before the body, while a request waits | nothing of it; they feed no clock |
                | llama.cpp | usage on the finish chunk | usage once, in a chunk of its own, if it was asked for |
                | Mistral | the text it was sent, once more before it goes on | the text once |
                | Mistral | `finish_reason: model_length`, content as a list with thoughts | what was sent, until the seam |
                | Ollama | an empty chunk and the end of the body for an error | the rest of the answer from the next target |
                | OpenRouter | a chunk with an `error` beside its choices | the rest of the answer from the next target |
                | Together, TGI | `finish_reason: eos`, `eos_token`, `stop_sequence` | a complete answer |
                | vLLM, SGLang | an error chunk or `finish_reason: abort`, and `[DONE]` behind it | the rest of the answer from the next target |
                | vLLM | usage on every chunk | usage once, in a chunk of its own, if it was asked for |
                """.formatted(
                        continuations(),
                        switches(),
                        sent(ThinkingSwitch.CHAT_TEMPLATE),
                        sent(ThinkingSwitch.THINKING_TYPE),
                        requests());
    }

    private static String continuations() {
        return BuiltInContinuations.ROWS.stream()
                .map(row -> line(
                        row.vendor().label(),
                        addresses(row.vendor()),
                        row.names(),
                        "`" + label(row.continuation()) + "`"))
                .collect(Collectors.joining("\n"));
    }

    private static String switches() {
        return BuiltInThinking.ROWS.stream()
                .map(row -> line(row.vendor().label(), row.names(), sent(row.how())))
                .collect(Collectors.joining("\n"));
    }

    private static String requests() {
        return Stream.of(Vendor.values())
                .filter(vendor -> !vendor.quirks().isEmpty())
                .map(vendor -> line(vendor.label(), addresses(vendor), differences(vendor.quirks())))
                .collect(Collectors.joining("\n"));
    }

    private static String differences(Set<Vendor.Quirk> quirks) {
        return new TreeSet<>(quirks).stream().map(ProvidersDocument::difference).collect(Collectors.joining("; "));
    }

    private static String difference(Vendor.Quirk quirk) {
        return switch (quirk) {
            case STRICT ->
                "a translated request has `max_completion_tokens`, no `top_k`, at most 4 stop texts, and `reasoning_effort` for models that think only; these get `max_tokens` as `max_completion_tokens`";
            case SHORT_TOOL_IDS -> "ids of tool calls have nine letters and digits";
            case NO_EFFORT -> "a translated request has no `reasoning_effort`";
            case NO_STREAM_OPTIONS -> "`stream_options` is not sent; usage comes unasked";
            case OLD_LIMIT -> "`max_completion_tokens` is sent as `max_tokens`";
        };
    }

    private static String sent(ThinkingSwitch how) {
        return switch (how) {
            case NOT_NEEDED -> "nothing: these never think";
            case THINKING_TYPE -> "`\"thinking\": {\"type\": \"disabled\"}`";
            case THINKING_TYPE_ALWAYS ->
                "`\"thinking\": {\"type\": \"disabled\"}`, also where no thoughts came: these think unless they are told not to";
            case ENABLE_THINKING -> "`\"enable_thinking\": false`";
            case REASONING_EFFORT -> "`\"reasoning_effort\": \"none\"`";
            case THINKING_BUDGET -> "`\"thinkingConfig\": {\"thinkingBudget\": 0}`";
            case CHAT_TEMPLATE -> "`\"chat_template_kwargs\": {\"enable_thinking\": false, \"thinking\": false}`";
            case NONE -> "nothing is known";
        };
    }

    private static String addresses(Vendor vendor) {
        return vendor.addresses().stream()
                .map(address -> switch (address.charAt(0)) {
                    case ':' -> "any host, port " + address.substring(1);
                    case '.' -> "`…" + address + "`";
                    default -> "`" + address + "`";
                })
                .collect(Collectors.joining(", "));
    }

    private static String label(Continuation continuation) {
        return continuation.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
