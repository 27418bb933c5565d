package dev.baton.gateway.dialects;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a provider is told, whatever dialect it reads.
 *
 * @param system the standing orders
 * @param said who said what, such as {@code user: Hi}; images as {@code user: [image …]}
 * @param calls in the history, as name and arguments
 * @param results in the history, as what they answer and what they say
 * @param tools their names
 * @param choice of tools: auto, none, any or a name
 * @param schema that the answer must follow; a missing node without one
 * @param maxTokens 0 when none is set
 */
record Told(
        String system,
        List<String> said,
        List<Heard.Call> calls,
        List<String> results,
        List<String> tools,
        String choice,
        boolean serial,
        JsonNode schema,
        boolean thinks,
        long maxTokens,
        List<String> stop,
        double temperature) {

    static final JsonMapper JSON = JsonMapper.shared();
}
