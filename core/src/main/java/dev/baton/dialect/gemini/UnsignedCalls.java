package dev.baton.dialect.gemini;

import dev.baton.dialect.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls in the history of a conversation that another vendor's model made: nobody but Google can sign them, and Gemini 3 answers with
 * 400 to a step of the model whose first call is not signed. For histories from elsewhere Google documents a word that stands for a
 * signature (ai.google.dev, "Thought signatures").
 */
final class UnsignedCalls {

    static final String FIELD = "thoughtSignature";

    /** Google's word for "not ours". */
    static final String FROM_ELSEWHERE = "skip_thought_signature_validator";

    private static final byte[] CALL = "\"functionCall\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CALL_IN_SNAKE_CASE = "\"function_call\"".getBytes(StandardCharsets.US_ASCII);

    private UnsignedCalls() {}

    /** Whether there may be any: a quick look, so that all other conversations stay the bytes they are. */
    static boolean mayBeIn(byte[] request) {
        for (int at = 0; at < request.length; at++) {
            if (request[at] == '"' && (isAt(at, CALL, request) || isAt(at, CALL_IN_SNAKE_CASE, request))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(int at, byte[] name, byte[] request) {
        return at + name.length <= request.length && Arrays.equals(request, at, at + name.length, name, 0, name.length);
    }

    /** The same contents with that word where a signature is missing; the same bytes where none is. */
    static byte[] marked(byte[] contents) {
        JsonNode tree = Json.TREES.readTree(contents);
        boolean changed = false;
        for (JsonNode content :
                tree.isArray() ? tree : Json.TREES.createArrayNode().add(tree)) {
            changed |= mark(firstCall(content.path("parts")));
        }
        return changed ? Json.TREES.writeValueAsBytes(tree) : contents;
    }

    private static JsonNode firstCall(JsonNode parts) {
        for (JsonNode part :
                parts.isArray() ? parts : Json.TREES.createArrayNode().add(parts)) {
            if (part.has("functionCall") || part.has("function_call")) {
                return part;
            }
        }
        return Json.TREES.missingNode();
    }

    private static boolean mark(JsonNode call) {
        boolean unsigned = !call.has(FIELD) && !call.has(Spelling.snake(FIELD));
        if (unsigned && call instanceof ObjectNode part) {
            part.put(FIELD, FROM_ELSEWHERE);
            return true;
        }
        return false;
    }
}
