package dev.baton.dialect.anthropic;

import dev.baton.answer.AnswerFormat;
import dev.baton.answer.Terms;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.format.JsonFormat;
import dev.baton.resilience.RequestTraits;
import dev.baton.route.Protocol;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What matters of a request for a message when its answer breaks, read once from its fields. */
final class MessagesTraits {

    private final RequestFields body;

    private MessagesTraits(RequestFields body) {
        this.body = body;
    }

    static RequestTraits of(RequestFields body) {
        MessagesTraits traits = new MessagesTraits(body);
        return new RequestTraits(
                true,
                !body.textInLastElement("messages", "role").equals("assistant"),
                traits.isDeterministic(),
                new Terms(traits.stops(), traits.mostTokens(), traits.format()),
                Protocol.ANTHROPIC);
    }

    private boolean isDeterministic() {
        JsonNode temperature = body.node("temperature");
        return temperature.isNumber() && temperature.asDouble() == 0;
    }

    private List<String> stops() {
        return body.node("stop_sequences")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private long mostTokens() {
        JsonNode limit = body.node("max_tokens");
        return limit.isIntegralNumber() ? Math.max(1, limit.asLong(Long.MAX_VALUE)) : Long.MAX_VALUE;
    }

    /** Where it stands now, and where it stood in the time of the beta. */
    private AnswerFormat format() {
        JsonNode format = body.node("output_config").path("format");
        JsonNode schema = (format.isObject() ? format : body.node("output_format")).path("schema");
        return schema.isObject() ? JsonFormat.of(Json.TREES.writeValueAsBytes(schema)) : AnswerFormat.ANY;
    }
}
