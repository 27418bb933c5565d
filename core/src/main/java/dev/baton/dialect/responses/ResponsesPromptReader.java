package dev.baton.dialect.responses;

import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.dialect.openai.OpenAiWords;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Limits;
import dev.baton.prompt.Particulars;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Sampling;
import dev.baton.prompt.Thinking;
import dev.baton.prompt.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request for a response into the vocabulary, for targets that speak another dialect. */
final class ResponsesPromptReader {

    /** What the vocabulary has, and what is read elsewhere. */
    private static final Set<String> SHARED = Set.of(
            "model",
            "input",
            "instructions",
            "stream",
            "stream_options",
            "max_output_tokens",
            "temperature",
            "top_p",
            "top_logprobs",
            "text",
            "reasoning",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "user",
            "safety_identifier");

    /** What refers to something that the provider keeps, or wants it to keep something. Everything else that is not shared is a hint. */
    private static final Set<String> BINDING =
            Set.of("previous_response_id", "conversation", "prompt", "background", "store");

    private final RequestFields body;
    private final List<String> binding = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();

    private ResponsesPromptReader(RequestFields body) {
        this.body = body;
    }

    static Prompt read(RequestFields body) {
        return new ResponsesPromptReader(body).prompt();
    }

    static String nameOf(Feature feature) {
        return switch (feature) {
            case MAX_TOKENS -> "max_output_tokens";
            case CHOICES -> "n";
            case LOGPROBS -> "top_logprobs";
            case OUTPUT_FORMAT -> "text.format";
            case THINKING -> "reasoning";
            case STRICT_TOOLS -> "tools[].strict";
            case TOOL_ARGUMENTS -> "input[].arguments";
            case FAILED_TOOL_RESULT -> "input[].status";
            case IMAGE -> "input[].content[] of type input_image";
            case IMAGE_DETAIL -> "input[].content[].detail";
            case FILE -> "input[].content[] of type input_file";
            case FILE_NAME -> "input[].content[].filename";
            case AUDIO -> "input[].content[] of type input_audio";
            case CACHE_MARK -> "input[].content[].prompt_cache_breakpoint";
            case BEGUN_ANSWER -> "input";
            case TEMPERATURE,
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
        List<Turn> turns = new InputReader(binding, hints).read(body.field("instructions"), body.field("input"));
        return new Prompt(
                turns,
                new ResponsesToolsReader(binding, hints).read(body),
                new Limits(body.field("max_output_tokens").integer(), List.of(), 1),
                sampling(),
                OpenAiWords.format(within("text", "format"), format -> format),
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
        addIfGiven(within("text", "verbosity"));
        addIfGiven(within("reasoning", "summary"));
        addIfGiven(within("reasoning", "mode"));
    }

    /** What a client sends that leaves everything as it is by default is nothing that could be lost. */
    private static boolean saysSomething(JsonField field) {
        var value = field.value();
        String byDefault = field.path().equals("truncation") ? "disabled" : "auto";
        boolean empty =
                value.isContainer() ? value.isEmpty() : value.asString("").equals(byDefault);
        return !field.isAbsent() && !empty && !(value.isBoolean() && !value.asBoolean());
    }

    private void addIfGiven(JsonField field) {
        if (!field.isAbsent() && !field.value().asString("").equals("auto")) {
            hints.add(field.path());
        }
    }

    private JsonField within(String outer, String inner) {
        JsonField field = body.field(outer);
        return field.isAbsent() ? field : field.object().at(inner);
    }

    private Sampling sampling() {
        return new Sampling(
                body.field("temperature").number(),
                body.field("top_p").number(),
                null,
                null,
                null,
                null,
                ResponsesTraits.wantsLogprobs(body));
    }

    private @Nullable Thinking thinking() {
        JsonField effort = within("reasoning", "effort");
        return effort.isAbsent() ? null : Thinking.of(OpenAiWords.effort(effort));
    }
}
