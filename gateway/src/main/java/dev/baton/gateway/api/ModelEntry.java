package dev.baton.gateway.api;

import dev.baton.route.Protocol;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What clients are told of a model. It is a name of the configuration, so it has no date of its own. */
final class ModelEntry {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ModelEntry() {}

    /** The entry as clients of this protocol read it. */
    static ObjectNode of(String model, Protocol protocol) {
        return switch (protocol) {
            case OPENAI, AZURE, RESPONSES ->
                JSON.createObjectNode()
                        .put("id", model)
                        .put("object", "model")
                        .put("created", 0)
                        .put("owned_by", "baton");
            case ANTHROPIC ->
                JSON.createObjectNode()
                        .put("type", "model")
                        .put("id", model)
                        .put("display_name", model)
                        .put("created_at", "1970-01-01T00:00:00Z");
            case GEMINI -> {
                ObjectNode entry =
                        JSON.createObjectNode().put("name", "models/" + model).put("displayName", model);
                entry.putArray("supportedGenerationMethods")
                        .add("generateContent")
                        .add("streamGenerateContent");
                yield entry;
            }
            case BEDROCK -> throw new IllegalStateException("no client speaks " + protocol.label());
        };
    }
}
