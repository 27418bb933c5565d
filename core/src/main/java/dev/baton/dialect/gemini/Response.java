package dev.baton.dialect.gemini;

import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A response that is made here: every event of a stream is one, and so is an answer in one piece. */
final class Response {

    private Response() {}

    /** @param candidates by their numbers */
    static byte[] of(Map<Integer, Candidate> candidates, Part.@Nullable Usage usage, Head identity) {
        ObjectNode response = Json.TREES.createObjectNode();
        ArrayNode all = response.putArray("candidates");
        candidates.forEach((index, candidate) -> all.add(candidate.node(index)));
        if (usage != null) {
            GeminiUsage.write(response.putObject("usageMetadata"), usage);
            if (usage.estimated()) {
                // Beside the usage and not in it, where SDKs look for numbers.
                response.putObject("baton").put("usage", "estimated");
            }
        }
        response.put("modelVersion", identity.model()).put("responseId", identity.id());
        return Json.TREES.writeValueAsBytes(response);
    }

    /**
     * A piece of a text. One for each token of an answer that crosses dialects, so it is written without a tree.
     *
     * @param thought whether the model only thinks it
     */
    static byte[] of(int candidate, String text, boolean thought, Head identity) {
        StringBuilder response =
                new StringBuilder(200 + text.length()).append("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"");
        quote(text, response);
        response.append(thought ? "\",\"thought\":true" : "\"")
                .append("}],\"role\":\"model\"},\"index\":")
                .append(candidate)
                .append("}],\"modelVersion\":\"");
        quote(identity.model(), response);
        response.append("\",\"responseId\":\"");
        quote(identity.id(), response);
        return response.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void quote(String text, StringBuilder out) {
        JsonStringEncoder.getInstance().quoteAsString(text, out);
    }
}
