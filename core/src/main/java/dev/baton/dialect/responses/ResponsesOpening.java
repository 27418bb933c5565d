package dev.baton.dialect.responses;

import dev.baton.dialect.Takeover;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.resilience.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request says else than the client's when it takes up an answer: the fields to be replaced, by name. A step that asks for
 * all of the answer changes nothing.
 */
final class ResponsesOpening {

    private final RequestFields body;
    private final Map<String, byte[]> changes = new LinkedHashMap<>();

    private ResponsesOpening(RequestFields body) {
        this.body = body;
    }

    /** @param delivered the text that the client has */
    static Map<String, byte[]> changes(RequestFields body, Step step, String delivered) {
        ResponsesOpening opening = new ResponsesOpening(body);
        Takeover.of(step, delivered).ifPresent(takeover -> opening.take(takeover, step));
        return opening.changes;
    }

    private void take(Takeover takeover, Step step) {
        ArrayNode input = Json.TREES.createArrayNode();
        if (takeover.isPrefill()) {
            input.add(InputMessage.begun(takeover.prefix()));
        } else {
            input.add(InputMessage.of("assistant", takeover.prefix())).add(InputMessage.of("user", takeover.request()));
        }
        changes.put("input", behindInput(input));
        if (step.thinkingOff()) {
            put("reasoning", object("reasoning").put("effort", "none"));
        }
        addsTo(takeover.spentTokens());
    }

    /** A text is a user's message. */
    private byte[] behindInput(ArrayNode more) {
        if (body.isArray("input")) {
            return body.appended(
                    "input", more.valueStream().map(ResponsesOpening::bytes).toArray(byte[][]::new));
        }
        ArrayNode all = Json.TREES.createArrayNode();
        if (body.field("input").isText()) {
            all.add(InputMessage.of("user", body.field("input").text()));
        }
        return bytes(all.addAll(more));
    }

    /** The target makes a part only: a format would be enforced on that part as if it were all. */
    private void addsTo(long spent) {
        if (body.node("text") instanceof ObjectNode text && text.has("format")) {
            text.remove("format");
            put("text", text);
        }
        JsonNode limit = body.node("max_output_tokens");
        if (limit.isIntegralNumber()) {
            long least = Math.min(limit.asLong(), ResponsesPromptWriter.LEAST_LIMIT);
            put("max_output_tokens", Math.max(least, limit.asLong() - spent));
        }
    }

    private ObjectNode object(String name) {
        return body.node(name) instanceof ObjectNode given ? given : Json.TREES.createObjectNode();
    }

    private void put(String name, Object value) {
        changes.put(name, bytes(value));
    }

    private static byte[] bytes(Object value) {
        return Json.TREES.writeValueAsBytes(value);
    }
}
