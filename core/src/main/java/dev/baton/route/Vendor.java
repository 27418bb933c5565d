package dev.baton.route;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The vendors we know, and what a request to them must look like that is ordinary elsewhere. Servers that anybody may run (vLLM,
 * SGLang, llama.cpp) are told by no address; Ollama is told by its port.
 */
@SuppressWarnings("ImmutableEnumChecker") // what List.of and Set.of return is
public enum Vendor {
    ANTHROPIC("Anthropic", Set.of(), "api.anthropic.com"),
    AZURE("Azure OpenAI", Set.of(Quirk.STRICT), ".openai.azure.com"),
    BEDROCK("AWS Bedrock", Set.of(), ".amazonaws.com"),
    DASHSCOPE(
            "Alibaba DashScope",
            Set.of(),
            "dashscope.aliyuncs.com",
            "dashscope-intl.aliyuncs.com",
            "dashscope-us.aliyuncs.com"),
    DATABRICKS(
            "Databricks",
            Set.of(Quirk.NO_STREAM_OPTIONS),
            ".cloud.databricks.com",
            ".azuredatabricks.net",
            ".gcp.databricks.com"),
    DEEPSEEK_BETA("DeepSeek, beta", Set.of(Quirk.OLD_LIMIT), "api.deepseek.com/beta"),
    DEEPSEEK("DeepSeek", Set.of(Quirk.OLD_LIMIT), "api.deepseek.com"),
    GROQ("Groq", Set.of(), "api.groq.com"),
    MISTRAL(
            "Mistral",
            Set.of(Quirk.SHORT_TOOL_IDS, Quirk.NO_EFFORT, Quirk.NO_STREAM_OPTIONS, Quirk.OLD_LIMIT),
            "api.mistral.ai",
            "codestral.mistral.ai"),
    MOONSHOT("Moonshot (Kimi)", Set.of(), "api.moonshot.ai", "api.moonshot.cn"),
    OLLAMA("Ollama", Set.of(Quirk.OLD_LIMIT), ":11434"),
    OPENAI("OpenAI", Set.of(Quirk.STRICT), "api.openai.com"),
    OPENROUTER("OpenRouter", Set.of(), "openrouter.ai");

    /** What a request must look like. */
    public enum Quirk {
        /** Refuses fields that it does not know, {@code max_tokens} with models that think, and efforts with others. */
        STRICT,
        /** Ids of tool calls have nine letters and digits. */
        SHORT_TOOL_IDS,
        /** Refuses {@code reasoning_effort}. */
        NO_EFFORT,
        /** Refuses {@code stream_options}, and tells the usage of a stream unasked. */
        NO_STREAM_OPTIONS,
        /** Refuses {@code max_completion_tokens} (Mistral), or reads over it; knows {@code max_tokens}. */
        OLD_LIMIT
    }

    private static final List<Vendor> ALL = List.of(values());

    private final String label;
    private final Set<Quirk> quirks;
    private final List<String> addresses;

    /** @param addresses a host, a host and the beginning of a path, the end of a host after a dot, or a port after a colon */
    Vendor(String label, Set<Quirk> quirks, String... addresses) {
        this.label = label;
        this.quirks = quirks;
        this.addresses = List.of(addresses);
    }

    /** The first that is where this provider is; empty for most. */
    public static Optional<Vendor> of(Provider provider) {
        return switch (provider.protocol()) {
            case AZURE -> Optional.of(AZURE);
            case BEDROCK -> Optional.of(BEDROCK);
            case OPENAI, ANTHROPIC, RESPONSES, GEMINI -> at(provider.baseUrl());
        };
    }

    private static Optional<Vendor> at(URI server) {
        String host = server.getHost() == null ? "" : server.getHost().toLowerCase(Locale.ROOT);
        String place = host + server.getPath() + "/";
        return ALL.stream()
                .filter(vendor -> vendor.isAt(host, place, server.getPort()))
                .findFirst();
    }

    private boolean isAt(String host, String place, int port) {
        return addresses.stream().anyMatch(address -> switch (address.charAt(0)) {
            case ':' -> port == Integer.parseInt(address.substring(1));
            case '.' -> host.endsWith(address);
            default -> place.startsWith(address) && place.startsWith("/", address.length());
        });
    }

    public boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /** The name that people know. */
    String label() {
        return label;
    }

    Set<Quirk> quirks() {
        return quirks;
    }

    List<String> addresses() {
        return addresses;
    }
}
