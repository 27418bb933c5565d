package dev.baton.dialect.gemini;

import dev.baton.dialect.Takeover;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.resilience.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request says else than the client's when it takes up an answer: the fields to be replaced, by name. A step that asks for
 * all of the answer changes nothing.
 */
final class GeminiOpening {

    private static final List<String> FORMATS = List.of("responseMimeType", "responseSchema", "responseJsonSchema");
    private static final String LIMIT = "maxOutputTokens";

    private final RequestFields body;
    private final Map<String, byte[]> changes = new LinkedHashMap<>();

    private GeminiOpening(RequestFields body) {
        this.body = body;
    }

    /** @param delivered the text that the client has */
    static Map<String, byte[]> changes(RequestFields body, Step step, String delivered) {
        GeminiOpening opening = new GeminiOpening(body);
        Takeover.of(step, delivered).ifPresent(takeover -> opening.take(takeover, step));
        return opening.changes;
    }

    private void take(Takeover takeover, Step step) {
        byte[] text = content("model", takeover.prefix());
        changes.put(
                "contents",
                takeover.isPrefill() ? appended(text) : appended(text, content("user", takeover.request())));
        ObjectNode config = (ObjectNode) GenerationConfig.of(body).field().value();
        addsTo(config, takeover.spentTokens());
        if (step.thinkingOff()) {
            config.remove(Spelling.snake("thinkingConfig"));
            new GeminiThinking(GeminiModel.of(step.target().model())).off(config.putObject("thinkingConfig"));
        }
        changes.put(Spelling.used(body, GenerationConfig.NAME), Json.TREES.writeValueAsBytes(config));
    }

    private byte[] appended(byte[]... contents) {
        if (body.isArray("contents")) {
            return body.appended("contents", contents);
        }
        var all = Json.TREES.createArrayNode().add(body.node("contents"));
        for (byte[] content : contents) {
            all.add(Json.TREES.readTree(content));
        }
        return Json.TREES.writeValueAsBytes(all);
    }

    private static byte[] content(String role, @Nullable String text) {
        ObjectNode content = Json.TREES.createObjectNode().put("role", role);
        content.putArray("parts").addObject().put("text", text);
        return Json.TREES.writeValueAsBytes(content);
    }

    /** The target makes a part only: a format would be enforced on that part as if it were all. */
    private static void addsTo(ObjectNode config, long spent) {
        for (String format : FORMATS) {
            config.remove(List.of(format, Spelling.snake(format)));
        }
        for (String name : List.of(LIMIT, Spelling.snake(LIMIT))) {
            JsonNode limit = config.path(name);
            if (limit.isIntegralNumber()) {
                config.put(name, Math.max(1, limit.asLong() - spent));
            }
        }
    }
}
