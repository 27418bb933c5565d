package dev.baton.route;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How the vendors we know switch a model's thinking off, by where they are and by model. Only what a vendor documents; of
 * everybody else nothing is known. Servers that take {@code continue_final_message} render a chat template, and hand it what
 * the request has for it.
 */
final class BuiltInThinking {

    /** One vendor: the first row that fits an address and a model holds. */
    private record Row(Predicate<URI> server, Pattern model, ThinkingSwitch how) {}

    private static final Pattern ANY = Pattern.compile(".*");

    private static final List<Row> ROWS = List.of(
            new Row(KnownServers.ANTHROPIC, ANY, ThinkingSwitch.THINKING_TYPE),
            new Row(KnownServers.DEEPSEEK, ANY, ThinkingSwitch.THINKING_TYPE_ALWAYS),
            new Row(KnownServers.MOONSHOT, Pattern.compile("kimi-k2\\.[56]\\b.*"), ThinkingSwitch.THINKING_TYPE_ALWAYS),
            new Row(
                    KnownServers.MOONSHOT,
                    Pattern.compile("moonshot-v1\\b.*|kimi-k2-(?!thinking).*|kimi-latest"),
                    ThinkingSwitch.NOT_NEEDED),
            new Row(
                    KnownServers.DASHSCOPE,
                    Pattern.compile("(?!.*(?:thinking|qwq)).*"),
                    ThinkingSwitch.ENABLE_THINKING),
            new Row(KnownServers.MISTRAL, Pattern.compile("(?!.*magistral).*"), ThinkingSwitch.NOT_NEEDED),
            new Row(KnownServers.OLLAMA, ANY, ThinkingSwitch.REASONING_EFFORT));

    private BuiltInThinking() {}

    static ThinkingSwitch of(Target target) {
        ThinkingSwitch known = byServer(target);
        // Anthropic's protocol has a field for it, whoever speaks it.
        return target.provider().protocol() == Protocol.ANTHROPIC && !known.isNeededAlways()
                ? ThinkingSwitch.THINKING_TYPE
                : known;
    }

    private static ThinkingSwitch byServer(Target target) {
        String model = target.model().toLowerCase(Locale.ROOT);
        return ROWS.stream()
                .filter(row -> row.server.test(target.provider().baseUrl())
                        && row.model.matcher(model).matches())
                .map(Row::how)
                .findFirst()
                .orElse(
                        target.continuation() == Continuation.CONTINUE_FINAL_MESSAGE
                                ? ThinkingSwitch.CHAT_TEMPLATE
                                : ThinkingSwitch.NONE);
    }
}
