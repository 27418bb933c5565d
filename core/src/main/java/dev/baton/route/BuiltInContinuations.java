package dev.baton.route;

import static dev.baton.route.Continuation.NONE;
import static dev.baton.route.Continuation.PARTIAL_FLAG;
import static dev.baton.route.Continuation.PREFILL;
import static dev.baton.route.Continuation.PREFIX_FLAG;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How the vendors we know continue a trailing assistant message, by where they are and by model. A row is here only where
 * the vendor or its servers were seen to go on; a model that may think first is not, because a thinking model refuses or
 * starts anew. Servers that anybody may run (vLLM, SGLang, llama.cpp) are told by no address and must be declared; Ollama
 * is told by its port. Claude is Claude behind every server that speaks Anthropic's protocol.
 */
final class BuiltInContinuations {

    /** The first numbers of a model's name, whatever stands before and behind: {@code claude-sonnet-4-5-20250929}. */
    private static final Pattern CLAUDE =
            Pattern.compile("claude-(?:[a-z]+-)?(?<major>\\d{1,2})(?:[-.](?<minor>\\d{1,2}))?(?!\\d).*");

    /** Model families that never think, at DashScope. */
    private static final Pattern QWEN = Pattern.compile("qwen-(?:max|plus|flash|turbo)\\b.*"
            + "|qwen3-max\\b.*|qwen3?-coder\\b.*|qwen[\\d.]*-[\\w.-]*instruct\\b.*");

    private static final Pattern KIMI = Pattern.compile("moonshot-v1\\b.*|kimi-k2-.*|kimi-latest");

    /** One vendor: the first row that fits an address and a model holds. */
    private record Row(Predicate<URI> server, Predicate<String> model, Continuation continuation) {}

    private static final List<Row> ROWS = List.of(
            new Row(KnownServers.ANTHROPIC, BuiltInContinuations::isClaudeThatContinues, PREFILL),
            new Row(KnownServers.ANTHROPIC, BuiltInContinuations::any, NONE),
            new Row(KnownServers.OPENROUTER, anthropic(BuiltInContinuations::isClaudeThatContinues), PREFILL),
            new Row(KnownServers.OPENROUTER, anthropic(BuiltInContinuations::any), NONE),
            new Row(KnownServers.DEEPSEEK_BETA, BuiltInContinuations::any, PREFIX_FLAG),
            new Row(KnownServers.DEEPSEEK, BuiltInContinuations::any, NONE),
            new Row(KnownServers.MISTRAL, not("magistral"), PREFIX_FLAG),
            new Row(KnownServers.DASHSCOPE, not("thinking").and(QWEN.asMatchPredicate()), PARTIAL_FLAG),
            new Row(KnownServers.MOONSHOT, not("thinking").and(KIMI.asMatchPredicate()), PARTIAL_FLAG),
            new Row(KnownServers.OPENAI, BuiltInContinuations::any, NONE),
            new Row(KnownServers.AZURE, BuiltInContinuations::any, NONE),
            new Row(KnownServers.OLLAMA, BuiltInContinuations::any, PREFILL));

    private BuiltInContinuations() {}

    /** What is known of a model at a server; empty when nothing is. */
    static Optional<Continuation> of(Provider provider, String model) {
        String name = model.toLowerCase(Locale.ROOT);
        if (provider.protocol() == Protocol.ANTHROPIC && CLAUDE.matcher(name).matches()) {
            return Optional.of(isClaudeThatContinues(name) ? PREFILL : NONE);
        }
        if (provider.protocol() == Protocol.AZURE) {
            return Optional.of(NONE);
        }
        return ROWS.stream()
                .filter(row -> row.server.test(provider.baseUrl()) && row.model.test(name))
                .map(Row::continuation)
                .findFirst();
    }

    private static boolean any(String model) {
        return true;
    }

    private static Predicate<String> not(String part) {
        return model -> !model.contains(part);
    }

    private static Predicate<String> anthropic(Predicate<String> model) {
        String vendor = "anthropic/";
        return name -> name.startsWith(vendor) && model.test(name.substring(vendor.length()));
    }

    /** Up to 4.5. A name without a number, an alias, may mean a later one tomorrow. */
    private static boolean isClaudeThatContinues(String model) {
        var name = CLAUDE.matcher(model);
        if (!name.matches() || model.endsWith(":thinking")) {
            return false;
        }
        int major = Integer.parseInt(name.group("major"));
        int minor = name.group("minor") == null ? 0 : Integer.parseInt(name.group("minor"));
        return major < 4 || (major == 4 && minor <= 5);
    }
}
