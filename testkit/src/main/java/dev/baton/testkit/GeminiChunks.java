package dev.baton.testkit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of one answer: each event of a stream is a whole response of which the text is a piece. */
record GeminiChunks(String id, String model, int promptTokens, int choices, Style style) {

    private static final String SIGNATURE = "c2lnbmVkIGJ5IHRoZSBzY3JpcHQ=";

    static ObjectNode text(String token) {
        return Json.object().put("text", token);
    }

    static ObjectNode thought(String token) {
        return text(token).put("thought", true);
    }

    static ObjectNode call(ToolCall call) {
        ObjectNode part = Json.object();
        part.putObject("functionCall")
                .put("id", call.id())
                .put("name", call.name())
                .set("args", Json.read(arguments(call)));
        return part;
    }

    private static byte[] arguments(ToolCall call) {
        String written = call.arguments();
        return (written.isEmpty() ? "{}" : written).getBytes(StandardCharsets.UTF_8);
    }

    static ObjectNode signed(ObjectNode part) {
        return part.put("thoughtSignature", SIGNATURE);
    }

    /** A response of one candidate that says this, of so many tokens so far. */
    ObjectNode chunk(int choice, ObjectNode part, int tokensSoFar) {
        ObjectNode candidate = Json.object();
        ObjectNode content = candidate.putObject("content");
        content.putArray("parts").add(part);
        content.put("role", "model");
        return response(candidate.put("index", choice), tokensSoFar);
    }

    /** The last response of a candidate. */
    ObjectNode finish(int choice, @Nullable String reason, int tokens) {
        ObjectNode response = chunk(choice, signed(text("")), tokens);
        ObjectNode candidate = (ObjectNode) response.path("candidates").path(0);
        candidate.put("finishReason", reason == null ? null : finishReason(reason));
        return response;
    }

    private ObjectNode response(ObjectNode candidate, int tokens) {
        ObjectNode response = Json.object();
        response.putArray("candidates").add(candidate);
        return completed(response, tokens);
    }

    private ObjectNode completed(ObjectNode response, int tokens) {
        if (!style.has(Quirk.MISSING_USAGE)) {
            response.putObject("usageMetadata")
                    .put("promptTokenCount", promptTokens)
                    .put("candidatesTokenCount", tokens)
                    .put("totalTokenCount", promptTokens + tokens);
        }
        return response.put("modelVersion", model).put("responseId", id);
    }

    /** A finish reason of a script in the words of this protocol; what is none of OpenAI's stays what it is. */
    private static String finishReason(String finishReason) {
        return switch (finishReason) {
            case "stop", "tool_calls" -> "STOP";
            case "length" -> "MAX_TOKENS";
            case "content_filter" -> "SAFETY";
            default -> finishReason;
        };
    }

    ObjectNode whole(Answer answer) {
        ObjectNode response = Json.object();
        ArrayNode candidates = response.putArray("candidates");
        for (int choice = 0; choice < choices; choice++) {
            candidates.add(candidate(answer, choice));
        }
        return completed(response, answer.size() * choices);
    }

    private ObjectNode candidate(Answer answer, int choice) {
        ObjectNode candidate = Json.object();
        ObjectNode content = candidate.putObject("content");
        addParts(content.putArray("parts"), answer);
        content.put("role", "model");
        if (!style.has(Quirk.MISSING_FINISH)) {
            candidate.put("finishReason", style.has(Quirk.NULL_FINISH) ? null : finishReason(answer.finish()));
        }
        return candidate.put("index", choice);
    }

    private static void addParts(ArrayNode parts, Answer answer) {
        if (!answer.reasoning().isEmpty()) {
            parts.add(thought(String.join("", answer.reasoning())));
        }
        if (!answer.tokens().isEmpty()) {
            parts.add(text(answer.text()));
        }
        answer.toolCalls().forEach(call -> parts.add(call(call)));
    }
}
