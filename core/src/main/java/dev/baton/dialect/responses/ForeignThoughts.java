package dev.baton.dialect.responses;

import dev.baton.dialect.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import tools.jackson.databind.JsonNode;

/**
 * Thoughts in the history of a conversation that another vendor's model had: the gateway gave them to the client as a reasoning
 * item of its own making. OpenAI looks such an item up where it keeps its own, and answers 404 to one that is not there.
 */
final class ForeignThoughts {

    private static final String ID = "rs" + ItemIds.MARK;
    private static final byte[] MARK = ID.getBytes(StandardCharsets.UTF_8);

    private ForeignThoughts() {}

    /** Whether there may be any: a quick look, so that all other requests stay the bytes they are. */
    static boolean mayBeIn(byte[] request) {
        for (int at = 0; at + MARK.length <= request.length; at++) {
            if (request[at] == MARK[0] && Arrays.equals(request, at, at + MARK.length, MARK, 0, MARK.length)) {
                return true;
            }
        }
        return false;
    }

    /** The same items without them. */
    static byte[] removed(byte[] input) {
        JsonNode items = Json.TREES.readTree(input);
        for (Iterator<JsonNode> item = items.iterator(); item.hasNext(); ) {
            if (isForeign(item.next())) {
                item.remove();
            }
        }
        return Json.TREES.writeValueAsBytes(items);
    }

    private static boolean isForeign(JsonNode item) {
        return item.path("type").asString("").equals("reasoning")
                && item.path("id").asString("").startsWith(ID);
    }
}
