package dev.baton.route;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the vendors we know switch a model's thinking off, by where they are and by model. Only what a vendor documents; of
 * everybody else nothing is known. Servers that take {@code continue_final_message} render a chat template, and hand it what
 * the request has for it.
 */
final class BuiltInThinking {

    /**
     * One vendor and some of its models: the first row that fits both holds.
     *
     * @param names of the models, for people
     */
    record Row(Vendor vendor, String names, Pattern model, ThinkingSwitch how) {}

    private static final Pattern ANY = Pattern.compile(".*");

    /** Gemini, whoever serves it. 2.5 Pro and all of 3 think whatever they are told. */
    private static final Pattern GEMINI_THAT_CAN_STOP = Pattern.compile("gemini-2\\.5-flash.*");

    private static final Pattern GEMINI_THAT_NEVER_THINKS = Pattern.compile("gemini-2\\.0-(?!.*thinking).*");

    static final List<Row> ROWS = List.of(
            new Row(Vendor.ANTHROPIC, "all", ANY, ThinkingSwitch.THINKING_TYPE),
            new Row(
                    Vendor.BEDROCK,
                    "`…anthropic.claude-…`",
                    Pattern.compile(".*\\banthropic\\.claude-.*"),
                    ThinkingSwitch.THINKING_TYPE),
            new Row(Vendor.DEEPSEEK_BETA, "all", ANY, ThinkingSwitch.THINKING_TYPE_ALWAYS),
            new Row(Vendor.DEEPSEEK, "all", ANY, ThinkingSwitch.THINKING_TYPE_ALWAYS),
            new Row(
                    Vendor.MOONSHOT,
                    "`kimi-k2.5`, `kimi-k2.6`",
                    Pattern.compile("kimi-k2\\.[56]\\b.*"),
                    ThinkingSwitch.THINKING_TYPE_ALWAYS),
            new Row(
                    Vendor.MOONSHOT,
                    "`kimi-k2-…`, `kimi-latest`, `moonshot-v1`",
                    Pattern.compile("moonshot-v1\\b.*|kimi-k2-(?!thinking).*|kimi-latest"),
                    ThinkingSwitch.NOT_NEEDED),
            new Row(
                    Vendor.DASHSCOPE,
                    "all but `…thinking`, `qwq`",
                    Pattern.compile("(?!.*(?:thinking|qwq)).*"),
                    ThinkingSwitch.ENABLE_THINKING),
            new Row(
                    Vendor.MISTRAL,
                    "all but `magistral`",
                    Pattern.compile("(?!.*magistral).*"),
                    ThinkingSwitch.NOT_NEEDED),
            new Row(Vendor.GROQ, "`llama-…`", Pattern.compile("(?:meta-llama/)?llama-.*"), ThinkingSwitch.NOT_NEEDED),
            new Row(Vendor.OLLAMA, "all", ANY, ThinkingSwitch.REASONING_EFFORT));

    private BuiltInThinking() {}

    static ThinkingSwitch of(Target target) {
        ThinkingSwitch known = byServer(target);
        // These protocols have a field for it, whoever speaks them.
        return switch (target.provider().protocol()) {
            case OPENAI, AZURE, BEDROCK -> known;
            case ANTHROPIC -> known.isNeededAlways() ? known : ThinkingSwitch.THINKING_TYPE;
            case RESPONSES -> known == ThinkingSwitch.NOT_NEEDED ? known : ThinkingSwitch.REASONING_EFFORT;
            case GEMINI -> ofGemini(target.model().toLowerCase(Locale.ROOT));
        };
    }

    private static ThinkingSwitch ofGemini(String model) {
        if (GEMINI_THAT_CAN_STOP.matcher(model).matches()) {
            return ThinkingSwitch.THINKING_BUDGET;
        }
        return GEMINI_THAT_NEVER_THINKS.matcher(model).matches() ? ThinkingSwitch.NOT_NEEDED : ThinkingSwitch.NONE;
    }

    private static ThinkingSwitch byServer(Target target) {
        String model = target.model().toLowerCase(Locale.ROOT);
        return Vendor.of(target.provider())
                .flatMap(vendor -> ROWS.stream()
                        .filter(row ->
                                row.vendor == vendor && row.model.matcher(model).matches())
                        .map(Row::how)
                        .findFirst())
                .orElse(
                        target.continuation() == Continuation.CONTINUE_FINAL_MESSAGE
                                ? ThinkingSwitch.CHAT_TEMPLATE
                                : ThinkingSwitch.NONE);
    }
}
