package dev.baton.dialect.openai;

import dev.baton.answer.AnswerFormat;
import dev.baton.answer.Terms;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.format.JsonFormat;
import dev.baton.resilience.RequestTraits;
import dev.baton.route.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What matters of a chat request when its answer breaks, read once from its fields. */
final class ChatTraits {

    /** Grammars of vLLM, SGLang and llama.cpp: enforced from the first new token on, as if nothing had been said before. */
    private static final List<String> GRAMMARS = List.of(
            "guided_json",
            "guided_regex",
            "guided_choice",
            "guided_grammar",
            "structured_outputs",
            "structural_tag",
            "json_schema",
            "grammar",
            "regex",
            "ebnf");

    private final RequestFields body;

    private ChatTraits(RequestFields body) {
        this.body = body;
    }

    static RequestTraits of(RequestFields body, int choices) {
        ChatTraits traits = new ChatTraits(body);
        return new RequestTraits(
                choices == 1 && traits.wantsTextOnly(),
                traits.isPrefillable(),
                traits.isDeterministic(),
                traits.terms(),
                Protocol.OPENAI);
    }

    /**
     * The same for a completion. One text can be gone on from by anybody: it is the prompt of another completion. Numbers of
     * tokens cannot, nor can a text that is to end in another one, or of which more is told than its words.
     */
    static RequestTraits ofCompletion(RequestFields body, int choices) {
        ChatTraits traits = new ChatTraits(body);
        return new RequestTraits(
                choices == 1 && body.isText("prompt") && traits.wantsPlainText(),
                traits.isUnconstrained("text"),
                traits.isDeterministic(),
                new Terms(traits.stops(), traits.mostTokens(), AnswerFormat.ANY),
                Protocol.OPENAI);
    }

    private boolean wantsPlainText() {
        return Stream.of("suffix", "logprobs", "prompt_logprobs").noneMatch(this::isGiven)
                && Stream.of("echo", "use_beam_search").noneMatch(this::isOn)
                && body.node("best_of").asInt(1) <= 1;
    }

    private boolean wantsTextOnly() {
        return !isOn("logprobs") && !isOn("top_logprobs") && !isGiven("web_search_options") && !wantsOtherMedia();
    }

    private boolean isOn(String name) {
        return body.node(name).asBoolean(false);
    }

    private boolean isGiven(String name) {
        JsonNode value = body.node(name);
        return !value.isMissingNode() && !value.isNull();
    }

    private boolean wantsOtherMedia() {
        return body.node("modalities")
                .valueStream()
                .anyMatch(kind -> !kind.asString("").equals("text"));
    }

    private boolean isPrefillable() {
        return !body.textInLastElement("messages", "role").equals("assistant")
                && isUnconstrained("text", "json_object", "json_schema");
    }

    private boolean isUnconstrained(String... formats) {
        return GRAMMARS.stream().noneMatch(this::isGiven) && List.of(formats).contains(format());
    }

    private boolean isDeterministic() {
        JsonNode temperature = body.node("temperature");
        return body.node("seed").isNumber() || (temperature.isNumber() && temperature.asDouble() == 0);
    }

    private Terms terms() {
        return new Terms(stops(), mostTokens(), answerFormat());
    }

    private List<String> stops() {
        List<String> stops = new ArrayList<>();
        JsonNode stop = body.node("stop");
        (stop.isArray() ? stop.valueStream() : Stream.of(stop))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> !text.isEmpty())
                .forEach(stops::add);
        return stops;
    }

    private long mostTokens() {
        return Stream.of("max_tokens", "max_completion_tokens")
                .map(body::node)
                .filter(JsonNode::isIntegralNumber)
                .mapToLong(limit -> Math.max(1, limit.asLong(Long.MAX_VALUE)))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private String format() {
        return body.node("response_format").path("type").asString("text");
    }

    private AnswerFormat answerFormat() {
        return switch (format()) {
            case "json_object" -> JsonFormat.anyObject();
            case "json_schema" ->
                schema(body.node("response_format").path("json_schema").path("schema"));
            default -> AnswerFormat.ANY;
        };
    }

    private static AnswerFormat schema(JsonNode schema) {
        return schema.isObject() ? JsonFormat.of(Json.TREES.writeValueAsBytes(schema)) : JsonFormat.anyObject();
    }
}
