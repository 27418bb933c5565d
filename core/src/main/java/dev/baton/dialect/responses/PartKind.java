package dev.baton.dialect.responses;

import dev.baton.dialect.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of text that an item is made of, and the words that this protocol has for each. */
enum PartKind {
    TEXT("message", "content", "content_index", "output_text", "text", "response.content_part", "response.output_text"),
    REFUSAL("message", "content", "content_index", "refusal", "refusal", "response.content_part", "response.refusal"),
    SUMMARY(
            "reasoning",
            "summary",
            "summary_index",
            "summary_text",
            "text",
            "response.reasoning_summary_part",
            "response.reasoning_summary_text"),
    /** Thoughts as they were thought, which open models show; what is made here is told as a summary, which all clients read. */
    THOUGHT(
            "reasoning",
            "content",
            "content_index",
            "reasoning_text",
            "text",
            "response.content_part",
            "response.reasoning_text");

    /** The type of the items that have such parts. */
    final String item;
    /** Where they stand in the item. */
    final String list;
    /** What their number there is called in events. */
    final String index;

    private final String type;
    /** What holds the words. */
    final String field;
    /** The events that tell of the part. */
    final String partEvent;
    /** The events that tell of its words. */
    final String textEvent;

    PartKind(String item, String list, String index, String type, String field, String partEvent, String textEvent) {
        this.item = item;
        this.list = list;
        this.index = index;
        this.type = type;
        this.field = field;
        this.partEvent = partEvent;
        this.textEvent = textEvent;
    }

    /** The part with these words. */
    ObjectNode node(String words) {
        ObjectNode part = Json.TREES.createObjectNode().put("type", type).put(field, words);
        if (this == TEXT) {
            part.putArray("annotations");
            part.putArray("logprobs");
        }
        return part;
    }

    /** What stands in the events of a text besides. */
    String besides() {
        return this == TEXT ? ",\"logprobs\":[]" : "";
    }

    static PartKind ofType(String type) {
        for (PartKind kind : values()) {
            if (kind.type.equals(type)) {
                return kind;
            }
        }
        return TEXT;
    }

    /** The parts of this kind in an item. */
    ArrayNode in(ObjectNode node) {
        return node.withArrayProperty(list);
    }
}
