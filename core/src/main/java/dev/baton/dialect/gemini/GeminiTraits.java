package dev.baton.dialect.gemini;

import dev.baton.answer.AnswerFormat;
import dev.baton.answer.Terms;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.format.JsonFormat;
import dev.baton.resilience.RequestTraits;
import dev.baton.route.Protocol;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What matters of a request when its answer breaks, read once from its fields. */
final class GeminiTraits {

    private static final Set<String> PLAIN_FORMATS = Set.of("text/plain", "application/json");

    private final RequestFields body;
    private final GenerationConfig config;

    private GeminiTraits(RequestFields body) {
        this.body = body;
        this.config = GenerationConfig.of(body);
    }

    static RequestTraits of(RequestFields body, int choices) {
        GeminiTraits traits = new GeminiTraits(body);
        return new RequestTraits(
                choices == 1 && traits.wantsTextOnly(),
                !traits.endsWithModel() && PLAIN_FORMATS.contains(traits.config.mediaType()),
                traits.isDeterministic(),
                new Terms(traits.stops(), traits.mostTokens(), traits.format()),
                Protocol.GEMINI);
    }

    /** What the provider's own tools find stands beside the text, where no other target could go on from it. */
    private boolean wantsTextOnly() {
        boolean ownTools = Spelling.items(body.field("tools")).stream()
                .flatMap(tool -> tool.value().propertyStream())
                .anyMatch(tool -> !Spelling.camel(tool.getKey()).equals("functionDeclarations"));
        return !ownTools
                && !config.wantsOtherMedia()
                && !config.at("responseLogprobs").value().asBoolean(false);
    }

    private boolean endsWithModel() {
        JsonField contents = body.field("contents");
        return contents.isObject()
                ? contents.at("role").value().asString("").equals("model")
                : body.textInLastElement("contents", "role").equals("model");
    }

    private boolean isDeterministic() {
        JsonNode temperature = config.at("temperature").value();
        return config.at("seed").value().isNumber() || (temperature.isNumber() && temperature.asDouble() == 0);
    }

    private List<String> stops() {
        return config.at("stopSequences")
                .value()
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private long mostTokens() {
        JsonNode limit = config.at("maxOutputTokens").value();
        return limit.isIntegralNumber() ? Math.max(1, limit.asLong(Long.MAX_VALUE)) : Long.MAX_VALUE;
    }

    private AnswerFormat format() {
        JsonNode schema = config.schema();
        if (schema.isObject()) {
            return JsonFormat.valueOf(Json.TREES.writeValueAsBytes(schema));
        }
        return config.mediaType().equals("application/json") ? JsonFormat.anyValue() : AnswerFormat.ANY;
    }
}
