package dev.baton.dialect.responses;

import dev.baton.answer.Part;
import dev.baton.dialect.json.Json;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The items of one response, told one after the other with dense numbers: what has begun is done before the next begins. Used by one
 * thread at a time.
 */
final class OutputItems {

    private static final int NONE = -1;

    private final EventFrames frames;
    private final ItemIds ids;
    private final ArrayNode done = Json.TREES.createArrayNode();
    private @Nullable OpenItem open;
    private int openCall = NONE;

    OutputItems(EventFrames frames, ItemIds ids) {
        this.frames = frames;
        this.ids = ids;
    }

    /** Goes on behind items that the target itself has told. */
    void adopt(RelayedItems relayed) {
        done.addAll(relayed.done());
        ObjectNode begun = relayed.open();
        if (begun != null) {
            open = new OpenItem(frames, begun, done.size(), relayed.openPart(), relayed.said());
        }
    }

    /** More words: in the open item if it is made of such, else in a new one. */
    void say(PartKind kind, String words, ByteArrayOutputStream out) {
        OpenItem item = open;
        if (item == null || !item.is(kind.item)) {
            item = begin(kind == PartKind.SUMMARY ? reasoning() : message(), NONE, out);
        }
        item.say(kind, words, out);
    }

    /** A piece of a tool call: calls come one after the other here, as OpenAI tells them. */
    void call(Part.ToolCall piece, ByteArrayOutputStream out) {
        OpenItem item = open;
        if (item == null || openCall != piece.index()) {
            if (piece.name() == null) {
                throw new IllegalStateException("a piece of a tool call came behind the end of its item");
            }
            item = begin(function(piece, piece.name()), piece.index(), out);
        }
        if (!piece.arguments().isEmpty()) {
            item.argue(piece.arguments(), out);
        }
    }

    private OpenItem begin(ObjectNode node, int call, ByteArrayOutputStream out) {
        close("completed", out);
        OpenItem item = new OpenItem(frames, node, done.size());
        item.begin(out);
        open = item;
        openCall = call;
        return item;
    }

    private ObjectNode reasoning() {
        ObjectNode item =
                Json.TREES.createObjectNode().put("id", ids.next("rs")).put("type", "reasoning");
        item.putArray("summary");
        return item;
    }

    private ObjectNode message() {
        ObjectNode item = Json.TREES
                .createObjectNode()
                .put("id", ids.next("msg"))
                .put("type", "message")
                .put("status", "in_progress")
                .put("role", "assistant");
        item.putArray("content");
        return item;
    }

    private ObjectNode function(Part.ToolCall call, String name) {
        return Json.TREES
                .createObjectNode()
                .put("id", ids.next("fc"))
                .put("type", "function_call")
                .put("status", "in_progress")
                .put("arguments", "")
                .put("call_id", call.id() == null ? ids.callId(call.index()) : call.id())
                .put("name", name);
    }

    /** Whatever is open is done. */
    void close(String status, ByteArrayOutputStream out) {
        OpenItem item = open;
        if (item != null) {
            done.add(item.end(status, out));
            forgetOpen();
        }
    }

    private void forgetOpen() {
        open = null;
        openCall = NONE;
    }

    /** All that is done. */
    ArrayNode done() {
        return done;
    }

    /** All that is done, and as much as there is of what is not, for an answer that ends in an error. */
    ArrayNode all() {
        OpenItem item = open;
        if (item != null) {
            done.add(item.asFarAsItIs("incomplete"));
            forgetOpen();
        }
        return done;
    }
}
