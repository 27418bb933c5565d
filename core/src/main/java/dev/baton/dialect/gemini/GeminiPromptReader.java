package dev.baton.dialect.gemini;

import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Particulars;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Sampling;
import dev.baton.prompt.Thinking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a request to generate content into the vocabulary, for targets that speak another dialect. */
final class GeminiPromptReader {

    /** What the vocabulary has, and what is read elsewhere. */
    private static final Set<String> SHARED =
            Set.of("model", "contents", "systemInstruction", "tools", "toolConfig", "generationConfig");

    private static final Set<String> SHARED_CONFIG = Set.of(
            "candidateCount",
            "stopSequences",
            "maxOutputTokens",
            "temperature",
            "topP",
            "topK",
            "seed",
            "presencePenalty",
            "frequencyPenalty",
            "responseLogprobs",
            "logprobs",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "responseModalities",
            "thinkingConfig");

    /** What makes another answer of it. Everything else that is not shared is a hint. */
    private static final Set<String> BINDING = Set.of("cachedContent", "speechConfig", "imageConfig");

    private final RequestFields body;
    private final GenerationConfig config;
    private final boolean streaming;
    private final List<String> binding = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();

    private GeminiPromptReader(RequestFields body, boolean streaming) {
        this.body = body;
        this.config = GenerationConfig.of(body);
        this.streaming = streaming;
    }

    static Prompt read(RequestFields body, boolean streaming) {
        return new GeminiPromptReader(body, streaming).prompt();
    }

    static String nameOf(Feature feature) {
        return switch (feature) {
            case MAX_TOKENS -> "generationConfig.maxOutputTokens";
            case CHOICES -> "generationConfig.candidateCount";
            case LOGPROBS -> "generationConfig.responseLogprobs";
            case STOP -> "generationConfig.stopSequences";
            case OUTPUT_FORMAT -> "generationConfig.responseMimeType";
            case THINKING -> "generationConfig.thinkingConfig";
            case TEMPERATURE, TOP_P, TOP_K, SEED, PRESENCE_PENALTY, FREQUENCY_PENALTY ->
                "generationConfig." + Spelling.camel(feature.name().toLowerCase(Locale.ROOT));
            case USER -> "labels";
            case TOOL_CHOICE, PARALLEL_TOOL_CALLS -> "toolConfig.functionCallingConfig";
            case STRICT_TOOLS -> "tools[].functionDeclarations[]";
            case TOOL_ARGUMENTS -> "contents[].parts[].functionCall.args";
            case FAILED_TOOL_RESULT -> "contents[].parts[].functionResponse.response.error";
            case IMAGE, IMAGE_DETAIL, FILE, AUDIO -> "contents[].parts[].inlineData";
            case FILE_NAME -> "contents[].parts[].inlineData.displayName";
            case CACHE_MARK -> "cachedContent";
            case BEGUN_ANSWER -> "contents";
        };
    }

    private Prompt prompt() {
        sortOthers();
        return new Prompt(
                new GeminiTurnsReader(binding, hints)
                        .read(Spelling.in(body, "systemInstruction"), body.field("contents")),
                new GeminiToolsReader(binding, hints).read(body),
                limits(),
                sampling(),
                format(),
                thinking(),
                null,
                streaming,
                new Particulars(binding, hints));
    }

    private void sortOthers() {
        for (String name : body.names()) {
            sort(name, body.field(name), SHARED);
        }
        config.field().eachField((name, field) -> sort(name, field, SHARED_CONFIG));
        if (config.wantsOtherMedia()) {
            binding.add("generationConfig.responseModalities");
        }
    }

    private void sort(String name, JsonField field, Set<String> shared) {
        String usual = Spelling.camel(name);
        boolean silent = field.isAbsent()
                || (field.value().isContainer() && field.value().isEmpty());
        if (!silent && !shared.contains(usual)) {
            (BINDING.contains(usual) ? binding : hints).add(field.path());
        }
    }

    private Limits limits() {
        return new Limits(
                config.whole("maxOutputTokens"),
                config.stops(),
                config.at("candidateCount").integer(1, 128, 1));
    }

    private Sampling sampling() {
        return new Sampling(
                config.at("temperature").number(),
                config.at("topP").number(),
                config.whole("topK"),
                config.whole("seed"),
                config.at("presencePenalty").number(),
                config.at("frequencyPenalty").number(),
                config.at("responseLogprobs").flag());
    }

    private OutputFormat format() {
        JsonNode schema = config.schema();
        if (schema.isObject()) {
            // Others enforce only what leaves nothing open.
            boolean closed = !schema.path("additionalProperties").asBoolean(true);
            return new OutputFormat.Schema("", schema, closed);
        }
        return switch (config.mediaType()) {
            case "text/plain" -> new OutputFormat.Text();
            case "application/json" -> new OutputFormat.Json();
            default -> {
                binding.add("generationConfig.responseMimeType");
                yield new OutputFormat.Text();
            }
        };
    }

    private @Nullable Thinking thinking() {
        JsonField thinking = config.at("thinkingConfig");
        if (thinking.isAbsent()) {
            return null;
        }
        JsonField budget = Spelling.at(thinking.object(), "thinkingBudget");
        JsonField level = Spelling.at(thinking, "thinkingLevel");
        if (!level.isAbsent()) {
            return Thinking.of(effort(level));
        }
        if (!budget.isAbsent()) {
            return budgetOf(budget.integer(-1, Integer.MAX_VALUE, -1));
        }
        return Spelling.at(thinking, "includeThoughts").flag() ? new Thinking(null, null) : null;
    }

    /** Of -1 tokens means as many as the model likes. */
    private static Thinking budgetOf(int tokens) {
        return tokens == 0 ? Thinking.NONE : new Thinking(null, tokens < 0 ? null : tokens);
    }

    private static Thinking.Effort effort(JsonField level) {
        return switch (level.text().toUpperCase(Locale.ROOT)) {
            case "MINIMAL" -> Thinking.Effort.MINIMAL;
            case "LOW" -> Thinking.Effort.LOW;
            case "MEDIUM" -> Thinking.Effort.MEDIUM;
            case "HIGH" -> Thinking.Effort.HIGH;
            default -> throw level.unknown("minimal, low, medium or high");
        };
    }
}
