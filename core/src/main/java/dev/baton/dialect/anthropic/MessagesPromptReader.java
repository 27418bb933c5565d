package dev.baton.dialect.anthropic;

import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
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

/** Reads a request for a message into the vocabulary, for targets that speak another dialect. */
final class MessagesPromptReader {

    /** What the vocabulary has, and what is read elsewhere. */
    private static final Set<String> SHARED = Set.of(
            "model",
            "max_tokens",
            "messages",
            "system",
            "stream",
            "stop_sequences",
            "temperature",
            "top_p",
            "top_k",
            "thinking",
            "output_config",
            "output_format",
            "tools",
            "tool_choice",
            "metadata");

    /** What makes another answer of it, or has to hold where it is made. Everything else that is not shared is a hint. */
    private static final Set<String> BINDING = Set.of("container", "mcp_servers", "inference_geo");

    private final RequestFields body;
    private final List<String> binding = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();

    private MessagesPromptReader(RequestFields body) {
        this.body = body;
    }

    static Prompt read(RequestFields body) {
        return new MessagesPromptReader(body).prompt();
    }

    static String nameOf(Feature feature) {
        return switch (feature) {
            case MAX_TOKENS,
                    CHOICES,
                    LOGPROBS,
                    SEED,
                    PRESENCE_PENALTY,
                    FREQUENCY_PENALTY,
                    TEMPERATURE,
                    TOP_P,
                    TOP_K,
                    TOOL_CHOICE -> feature.name().toLowerCase(Locale.ROOT);
            case STOP -> "stop_sequences";
            case OUTPUT_FORMAT -> "output_config.format";
            case THINKING -> "thinking";
            case USER -> "metadata.user_id";
            case PARALLEL_TOOL_CALLS -> "tool_choice.disable_parallel_tool_use";
            case STRICT_TOOLS -> "tools[].strict";
            case TOOL_ARGUMENTS -> "messages[].content[].input";
            case FAILED_TOOL_RESULT -> "messages[].content[].is_error";
            case IMAGE, IMAGE_DETAIL -> "messages[].content[] of type image";
            case FILE -> "messages[].content[] of type document";
            case FILE_NAME -> "messages[].content[].title";
            case AUDIO -> "messages[].content[] of type audio";
            case CACHE_MARK -> "cache_control";
            case BEGUN_ANSWER -> "messages";
        };
    }

    private Prompt prompt() {
        sortOthers();
        List<Turn> turns = new MessagesTurnsReader(binding, hints).read(body.field("system"), body.field("messages"));
        return new Prompt(
                turns,
                new MessagesToolsReader(binding, hints).read(body),
                new Limits(body.field("max_tokens").integer(), stop(), 1),
                sampling(),
                format(),
                thinking(),
                user(),
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

    private static boolean saysSomething(JsonField field) {
        return !field.isAbsent() && !field.value().asString("").equals("auto");
    }

    private List<String> stop() {
        return body.field("stop_sequences").items().stream()
                .map(JsonField::text)
                .toList();
    }

    private Sampling sampling() {
        return new Sampling(
                body.field("temperature").number(),
                body.field("top_p").number(),
                body.field("top_k").integer(),
                null,
                null,
                null,
                false);
    }

    private JsonField config(String name) {
        JsonField config = body.field("output_config");
        return config.isAbsent() ? config : config.object().at(name);
    }

    private OutputFormat format() {
        JsonField format = config("format");
        JsonField given = format.isAbsent() ? body.field("output_format") : format;
        if (given.isAbsent()) {
            return new OutputFormat.Text();
        }
        JsonField type = given.object().at("type");
        if (!type.text().equals("json_schema")) {
            throw type.unknown("json_schema");
        }
        return new OutputFormat.Schema("", given.at("schema").object().value(), true);
    }

    private @Nullable Thinking thinking() {
        Thinking.Effort effort = effort(config("effort"));
        JsonField thinking = body.field("thinking");
        if (thinking.isAbsent()) {
            return effort == null ? null : Thinking.of(effort);
        }
        JsonField type = thinking.object().at("type");
        return switch (type.text()) {
            case "disabled" -> Thinking.NONE;
            case "adaptive" -> new Thinking(effort, null);
            case "enabled" -> new Thinking(effort, thinking.at("budget_tokens").integer(1, Integer.MAX_VALUE, 1_024));
            default -> {
                hints.add(type.path());
                yield new Thinking(effort, null);
            }
        };
    }

    private static Thinking.@Nullable Effort effort(JsonField effort) {
        if (effort.isAbsent()) {
            return null;
        }
        return switch (effort.text()) {
            case "low" -> Thinking.Effort.LOW;
            case "medium" -> Thinking.Effort.MEDIUM;
            case "high" -> Thinking.Effort.HIGH;
            case "xhigh" -> Thinking.Effort.XHIGH;
            case "max" -> Thinking.Effort.MAX;
            default -> throw effort.unknown("low, medium, high, xhigh or max");
        };
    }

    private @Nullable String user() {
        JsonField metadata = body.field("metadata");
        return metadata.isAbsent() ? null : metadata.object().at("user_id").textOrNull();
    }
}
