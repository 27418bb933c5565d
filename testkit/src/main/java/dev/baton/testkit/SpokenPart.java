package dev.baton.testkit;

import tools.jackson.databind.node.ObjectNode;

/** What an item of a response is made of, and what the events are called that tell of it. */
enum SpokenPart {
    THOUGHTS("summary_text", "summary_index", "response.reasoning_summary_part", "response.reasoning_summary_text"),
    TEXT("output_text", "content_index", "response.content_part", "response.output_text");

    private final String type;
    final String index;
    final String partEvent;
    final String textEvent;

    SpokenPart(String type, String index, String partEvent, String textEvent) {
        this.type = type;
        this.index = index;
        this.partEvent = partEvent;
        this.textEvent = textEvent;
    }

    ObjectNode node(String text) {
        ObjectNode part = Json.object().put("type", type).put("text", text);
        if (this == TEXT) {
            part.putArray("annotations");
            part.putArray("logprobs");
        }
        return part;
    }

    /** The event with what every event of such a part has. */
    ObjectNode placed(ObjectNode event) {
        return event.put(index, 0);
    }

    /** The same for one that has words. */
    ObjectNode worded(ObjectNode event) {
        if (this == TEXT) {
            event.putArray("logprobs");
        }
        return placed(event);
    }
}
