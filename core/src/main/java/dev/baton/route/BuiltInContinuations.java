package dev.baton.route;

import static dev.baton.route.Continuation.NONE;
import static dev.baton.route.Continuation.PARTIAL_FLAG;
import static dev.baton.route.Continuation.PREFILL;
import static dev.baton.route.Continuation.PREFIX_FLAG;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How the vendors we know continue a trailing assistant message, by where they are and by model. A row is here only where
 * the vendor or its servers were seen to go on; a model that may think first is not, because a thinking model refuses or
 * starts anew. Servers that anybody may run (vLLM, SGLang, llama.cpp) are told by no address and must be declared; Ollama
 * is told by its port. Claude is Claude behind every server that speaks Anthropic's protocol, and Gemini is Gemini behind every one
 * that speaks Google's.
 */
final class BuiltInContinuations {

    /** The first numbers of a model's name, whatever stands before and behind: {@code claude-sonnet-4-5-20250929}. */
    private static final Pattern CLAUDE =
            Pattern.compile("claude-(?:[a-z]+-)?(?<major>\\d{1,2})(?:[-.](?<minor>\\d{1,2}))?(?!\\d).*");

    /** As far as Gemini goes on was seen: all of 2, 3 and 3.1, and 3.5 Flash. Later ones, and 3.5 Flash-Lite, answer with 400. */
    private static final Pattern GEMINI_THAT_CONTINUES =
            Pattern.compile("gemini-(?:2(?:\\.\\d)?|3(?:\\.1)?|3\\.5(?=-flash)(?!-flash-lite))(?:-.*)?");

    /** Model families that never think, at DashScope. */
    private static final Pattern QWEN = Pattern.compile("qwen-(?:max|plus|flash|turbo)\\b.*"
            + "|qwen3-max\\b.*|qwen3?-coder\\b.*|qwen[\\d.]*-[\\w.-]*instruct\\b.*");

    private static final Pattern KIMI = Pattern.compile("moonshot-v1\\b.*|kimi-k2-.*|kimi-latest");

    private static final Pattern LLAMA = Pattern.compile("(?:meta-llama/)?llama-.*");

    /**
     * One vendor and some of its models: the first row that fits both holds.
     *
     * @param names of the models, for people
     */
    record Row(Vendor vendor, String names, Predicate<String> model, Continuation continuation) {}

    static final List<Row> ROWS = List.of(
            row(
                    Vendor.ANTHROPIC,
                    "`claude-…` up to 4.5, with the version in the name",
                    BuiltInContinuations::goesOn,
                    PREFILL),
            others(Vendor.ANTHROPIC),
            row(Vendor.BEDROCK, "`…anthropic.claude-…` up to 4.5", claude(BuiltInContinuations::goesOn), PREFILL),
            row(Vendor.BEDROCK, "other `…anthropic.…`", claude(BuiltInContinuations::any), NONE),
            row(Vendor.OPENROUTER, "`anthropic/claude-…` up to 4.5", anthropic(BuiltInContinuations::goesOn), PREFILL),
            row(Vendor.OPENROUTER, "other `anthropic/…`", anthropic(BuiltInContinuations::any), NONE),
            row(Vendor.DEEPSEEK_BETA, "all", BuiltInContinuations::any, PREFIX_FLAG),
            row(Vendor.DEEPSEEK, "all", BuiltInContinuations::any, NONE),
            row(Vendor.MISTRAL, "all but `magistral`", not("magistral"), PREFIX_FLAG),
            row(
                    Vendor.DASHSCOPE,
                    "`qwen-max`, `-plus`, `-flash`, `-turbo`, `-coder`, `qwen3-max`, `qwen3-coder`, `…-instruct`",
                    not("thinking").and(QWEN.asMatchPredicate()),
                    PARTIAL_FLAG),
            row(
                    Vendor.MOONSHOT,
                    "`kimi-k2-…`, `kimi-latest`, `moonshot-v1`",
                    not("thinking").and(KIMI.asMatchPredicate()),
                    PARTIAL_FLAG),
            row(Vendor.GROQ, "`llama-…`", LLAMA.asMatchPredicate(), PREFILL),
            row(Vendor.OPENAI, "all", BuiltInContinuations::any, NONE),
            row(Vendor.AZURE, "all", BuiltInContinuations::any, NONE),
            row(Vendor.OLLAMA, "all", BuiltInContinuations::any, PREFILL));

    private BuiltInContinuations() {}

    /** What is known of a model at a server; empty when nothing is. */
    static Optional<Continuation> of(Provider provider, String model) {
        String name = model.toLowerCase(Locale.ROOT);
        if (provider.protocol() == Protocol.ANTHROPIC && CLAUDE.matcher(name).matches()) {
            return Optional.of(goesOn(name) ? PREFILL : NONE);
        }
        if (provider.protocol() == Protocol.GEMINI && name.startsWith("gemini-")) {
            return Optional.of(GEMINI_THAT_CONTINUES.matcher(name).matches() ? PREFILL : NONE);
        }
        return Vendor.of(provider)
                .flatMap(vendor -> ROWS.stream()
                        .filter(row -> row.vendor == vendor && row.model.test(name))
                        .map(Row::continuation)
                        .filter(known -> known.isOf(provider.protocol()))
                        .findFirst());
    }

    private static Row row(Vendor vendor, String names, Predicate<String> model, Continuation continuation) {
        return new Row(vendor, names, model, continuation);
    }

    private static Row others(Vendor vendor) {
        return row(vendor, "all others", BuiltInContinuations::any, NONE);
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

    /** With a region before it, or the address of a profile. */
    private static Predicate<String> claude(Predicate<String> model) {
        String vendor = "anthropic.";
        return name -> name.contains(vendor) && model.test(name.substring(name.lastIndexOf(vendor) + vendor.length()));
    }

    /** Up to 4.5. A name without a number, an alias, may mean a later one tomorrow. */
    private static boolean goesOn(String model) {
        var name = CLAUDE.matcher(model);
        if (!name.matches() || model.endsWith(":thinking")) {
            return false;
        }
        int major = Integer.parseInt(name.group("major"));
        int minor = name.group("minor") == null ? 0 : Integer.parseInt(name.group("minor"));
        return major < 4 || (major == 4 && minor <= 5);
    }
}
