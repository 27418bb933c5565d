package dev.baton.dialect.openai;

import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Limits;
import dev.baton.prompt.Particulars;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Sampling;
import dev.baton.prompt.Thinking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a chat request into the vocabulary, for targets that speak another dialect. */
final class ChatPromptReader {

    /** What the vocabulary has, and what is read elsewhere. */
    private static final Set<String> SHARED = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "n",
            "logprobs",
            "top_logprobs",
            "response_format",
            "temperature",
            "top_p",
            "top_k",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "reasoning_effort",
            "user",
            "safety_identifier");

    /** What makes another answer of it. Everything else that is not shared is a hint. */
    private static final Set<String> BINDING =
            Set.of("logit_bias", "functions", "function_call", "audio", "modalities", "web_search_options");

    private final RequestFields body;
    private final List<String> binding = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();

    private ChatPromptReader(RequestFields body) {
        this.body = body;
    }

    static Prompt read(RequestFields body) {
        return new ChatPromptReader(body).prompt();
    }

    static String nameOf(Feature feature) {
        return switch (feature) {
            case CHOICES -> "n";
            case MAX_TOKENS -> "max_tokens";
            case OUTPUT_FORMAT -> "response_format";
            case THINKING -> "reasoning_effort";
            case STRICT_TOOLS -> "tools[].function.strict";
            case TOOL_ARGUMENTS -> "messages[].tool_calls[].function.arguments";
            case FAILED_TOOL_RESULT -> "messages[].is_error";
            case IMAGE -> "messages[].content[].image_url";
            case IMAGE_DETAIL -> "messages[].content[].image_url.detail";
            case FILE -> "messages[].content[].file";
            case FILE_NAME -> "messages[].content[].file.filename";
            case AUDIO -> "messages[].content[].input_audio";
            case CACHE_MARK -> "messages[].content[].prompt_cache_breakpoint";
            case BEGUN_ANSWER -> "messages";
            case LOGPROBS,
                    TEMPERATURE,
                    TOP_P,
                    TOP_K,
                    SEED,
                    PRESENCE_PENALTY,
                    FREQUENCY_PENALTY,
                    STOP,
                    USER,
                    TOOL_CHOICE,
                    PARALLEL_TOOL_CALLS -> feature.name().toLowerCase(Locale.ROOT);
        };
    }

    private Prompt prompt() {
        sortOthers();
        var messages = new ChatMessagesReader(binding, hints).read(body.field("messages"));
        var tools = new ChatToolsReader(binding).read(body);
        return new Prompt(
                messages,
                tools,
                limits(),
                sampling(),
                OpenAiWords.format(body.field("response_format"), format -> format.at("json_schema")),
                thinking(),
                OpenAiWords.user(body),
                body.field("stream").flag(),
                new Particulars(binding, hints));
    }

    private void sortOthers() {
        for (String name : body.names()) {
            if (!SHARED.contains(name) && saysSomething(body.field(name))) {
                (BINDING.contains(name) ? binding : hints).add(name);
            }
        }
    }

    /** What a client sends that leaves everything as it is by default is nothing that could be lost. */
    private static boolean saysSomething(JsonField field) {
        var value = field.value();
        boolean plainText = field.path().equals("modalities")
                && value.size() == 1
                && value.path(0).asString("").equals("text");
        boolean empty =
                value.isContainer() ? value.isEmpty() : value.asString("").equals("auto");
        return !field.isAbsent() && !empty && !plainText && !(value.isBoolean() && !value.asBoolean());
    }

    private Limits limits() {
        Long limit = body.field("max_completion_tokens").integer();
        return new Limits(
                limit == null ? body.field("max_tokens").integer() : limit,
                stop(body.field("stop")),
                body.field("n").integer(1, 128, 1));
    }

    private static List<String> stop(JsonField stop) {
        return stop.isText()
                ? List.of(stop.text())
                : stop.items().stream().map(JsonField::text).toList();
    }

    private Sampling sampling() {
        return new Sampling(
                body.field("temperature").number(),
                body.field("top_p").number(),
                body.field("top_k").integer(),
                body.field("seed").integer(),
                penalty("presence_penalty"),
                penalty("frequency_penalty"),
                body.field("logprobs").flag());
    }

    /** Many clients send a penalty of 0, which is none. */
    private @Nullable Double penalty(String name) {
        Double penalty = body.field(name).number();
        return penalty == null || penalty == 0 ? null : penalty;
    }

    private @Nullable Thinking thinking() {
        JsonField effort = body.field("reasoning_effort");
        return effort.isAbsent() ? null : Thinking.of(OpenAiWords.effort(effort));
    }
}
