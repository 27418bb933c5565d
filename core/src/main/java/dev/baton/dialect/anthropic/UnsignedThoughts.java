package dev.baton.dialect.anthropic;

import dev.baton.dialect.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import tools.jackson.databind.JsonNode;

/**
 * Thoughts in the history of a conversation that another vendor's model had: the gateway gave them to the client as a thinking
 * block, and nobody but Anthropic can sign one. A server of this protocol answers 400 to a block without a signature.
 */
final class UnsignedThoughts {

    private static final byte[] FIELD = "\"signature\"".getBytes(StandardCharsets.UTF_8);

    private UnsignedThoughts() {}

    /** Whether there may be any: a quick look, so that all other conversations stay the bytes they are. */
    static boolean mayBeIn(byte[] messages) {
        for (int at = 0; at + FIELD.length < messages.length; at++) {
            if (messages[at] == '"' && startsWith(messages, at) && isEmptyText(messages, at + FIELD.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] messages, int at) {
        for (int i = 0; i < FIELD.length; i++) {
            if (messages[at + i] != FIELD[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmptyText(byte[] messages, int from) {
        int at = from;
        while (at < messages.length && (messages[at] == ':' || messages[at] <= ' ')) {
            at++;
        }
        return at + 1 < messages.length && messages[at] == '"' && messages[at + 1] == '"';
    }

    /** The same messages without them. */
    static byte[] removed(byte[] messages) {
        if (!mayBeIn(messages)) {
            return messages;
        }
        JsonNode tree = Json.TREES.readTree(messages);
        for (JsonNode message : tree) {
            for (Iterator<JsonNode> blocks = message.path("content").iterator(); blocks.hasNext(); ) {
                if (isUnsigned(blocks.next())) {
                    blocks.remove();
                }
            }
        }
        return Json.TREES.writeValueAsBytes(tree);
    }

    private static boolean isUnsigned(JsonNode block) {
        return block.path("type").asString("").equals("thinking")
                && block.path("signature").asString("").isEmpty();
    }
}
