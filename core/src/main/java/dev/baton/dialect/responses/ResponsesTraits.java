package dev.baton.dialect.responses;

import dev.baton.answer.AnswerFormat;
import dev.baton.answer.Terms;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.format.JsonFormat;
import dev.baton.resilience.RequestTraits;
import dev.baton.route.Protocol;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What matters of a request for a response when its answer breaks, read once from its fields. */
final class ResponsesTraits {

    private static final String LOGPROBS = "message.output_text.logprobs";

    private final RequestFields body;

    private ResponsesTraits(RequestFields body) {
        this.body = body;
    }

    static RequestTraits of(RequestFields body) {
        ResponsesTraits traits = new ResponsesTraits(body);
        return new RequestTraits(
                !traits.isKept() && !wantsLogprobs(body),
                traits.isPrefillable(),
                traits.isDeterministic(),
                new Terms(List.of(), traits.mostTokens(), traits.format()),
                Protocol.RESPONSES);
    }

    /** What a provider is to keep under its id must be all of its own. */
    private boolean isKept() {
        return body.node("store").asBoolean(false)
                || body.node("background").asBoolean(false)
                || !body.field("conversation").isAbsent();
    }

    static boolean wantsLogprobs(RequestFields body) {
        return body.node("top_logprobs").asInt(0) > 0
                || body.node("include")
                        .valueStream()
                        .anyMatch(each -> each.asString("").equals(LOGPROBS));
    }

    private boolean isPrefillable() {
        String format = body.node("text").path("format").path("type").asString("text");
        return !body.textInLastElement("input", "role").equals("assistant")
                && List.of("text", "json_object", "json_schema").contains(format);
    }

    private boolean isDeterministic() {
        JsonNode temperature = body.node("temperature");
        return temperature.isNumber() && temperature.asDouble() == 0;
    }

    private long mostTokens() {
        JsonNode limit = body.node("max_output_tokens");
        return limit.isIntegralNumber() ? Math.max(1, limit.asLong(Long.MAX_VALUE)) : Long.MAX_VALUE;
    }

    private AnswerFormat format() {
        JsonNode format = body.node("text").path("format");
        return switch (format.path("type").asString("text")) {
            case "json_object" -> JsonFormat.anyObject();
            case "json_schema" ->
                format.path("schema").isObject()
                        ? JsonFormat.of(Json.TREES.writeValueAsBytes(format.path("schema")))
                        : JsonFormat.anyObject();
            default -> AnswerFormat.ANY;
        };
    }
}
