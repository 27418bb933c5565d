package dev.baton.dialect.responses;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An item while it is told: its parts one after the other, or the arguments of its call, and each as a whole when it is done. */
final class OpenItem {

    private static final String ARGUMENTS = "response.function_call_arguments";

    private final EventFrames frames;
    private final ObjectNode item;
    private final int index;
    /** The words of the open part, or the arguments. */
    private final StringBuilder said = new StringBuilder();

    private @Nullable PartKind part;

    /**
     * Makes an item that nobody has told of yet.
     *
     * @param item as it is in the beginning; is filled in on the way
     * @param index its place in the output
     */
    OpenItem(EventFrames frames, ObjectNode item, int index) {
        this.frames = frames;
        this.item = item;
        this.index = index;
    }

    /** The same of an item that its target has told of, up to somewhere in a part. */
    OpenItem(EventFrames frames, ObjectNode item, int index, @Nullable PartKind part, String said) {
        this(frames, item, index);
        this.part = part;
        this.said.append(said);
    }

    boolean is(String type) {
        return item.path("type").asString("").equals(type);
    }

    void begin(ByteArrayOutputStream out) {
        ObjectNode event = frames.event("response.output_item.added").put("output_index", index);
        event.set("item", item);
        EventFrames.write(event, out);
    }

    /** More words: in the open part if it is of this kind, else in a new one. */
    void say(PartKind kind, String words, ByteArrayOutputStream out) {
        if (part != kind) {
            endPart(out);
            part = kind;
            tellPart(kind, "added", out);
        }
        said.append(words);
        String place = place() + ",\"" + kind.index + "\":" + kind.in(item).size();
        frames.delta(kind.textEvent + ".delta", place, words, kind.besides(), out);
    }

    /** More of the arguments of a call. */
    void argue(String piece, ByteArrayOutputStream out) {
        said.append(piece);
        frames.delta(ARGUMENTS + ".delta", place(), piece, "", out);
    }

    private String place() {
        return "\"item_id\":" + item.path("id") + ",\"output_index\":" + index;
    }

    private void endPart(ByteArrayOutputStream out) {
        PartKind kind = part;
        if (kind != null) {
            ObjectNode text = of(kind.textEvent + ".done")
                    .put(kind.index, kind.in(item).size())
                    .put(kind.field, said.toString());
            if (kind == PartKind.TEXT) {
                text.putArray("logprobs");
            }
            EventFrames.write(text, out);
            tellPart(kind, "done", out);
            keepPart(kind);
        }
    }

    private void tellPart(PartKind kind, String what, ByteArrayOutputStream out) {
        ObjectNode event =
                of(kind.partEvent + "." + what).put(kind.index, kind.in(item).size());
        event.set("part", kind.node(said.toString()));
        EventFrames.write(event, out);
    }

    private void keepPart(PartKind kind) {
        kind.in(item).add(kind.node(said.toString()));
        said.setLength(0);
        part = null;
    }

    /** The item is done. */
    ObjectNode end(String status, ByteArrayOutputStream out) {
        endPart(out);
        if (is("function_call")) {
            ObjectNode arguments = of(ARGUMENTS + ".done")
                    .put("name", item.path("name").asString(""))
                    .put("arguments", said.toString());
            EventFrames.write(arguments, out);
        }
        ObjectNode event = frames.event("response.output_item.done").put("output_index", index);
        event.set("item", asFarAsItIs(status));
        EventFrames.write(event, out);
        return item;
    }

    private ObjectNode of(String type) {
        return frames.event(type).put("item_id", item.path("id").asString("")).put("output_index", index);
    }

    /** The item with all that has been said of it. */
    ObjectNode asFarAsItIs(String status) {
        if (part != null) {
            keepPart(part);
        }
        if (is("function_call")) {
            item.put("arguments", said.toString());
        }
        if (item.has("status")) {
            item.put("status", status);
        }
        return item;
    }
}
