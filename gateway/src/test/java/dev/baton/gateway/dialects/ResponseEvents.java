package dev.baton.gateway.dialects;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads a streamed response more strictly than the accumulators of the SDKs: one beginning, events and items numbered without gaps,
 * nothing of an item outside of it, in each {@code done} the same as in the deltas before, in the last event all of the items.
 */
final class ResponseEvents {

    final Heard.Builder heard = new Heard.Builder();
    private final List<JsonNode> items = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();
    private int number;
    private String openItem = "";
    private boolean openPart;
    private String id = "";
    private boolean over;

    void read(Sse event) {
        JsonNode json = event.json();
        String type = json.path("type").asString();
        check(event.name().equals(type), "the name is not the type: " + event);
        check(json.path("sequence_number").asInt(-1) == number, "number " + number + " is missing: " + event);
        check(!over, "something behind the end: " + event);
        check(number > 0 == !type.equals("response.created"), "a beginning in the wrong place: " + event);
        number++;
        switch (type) {
            case "response.created" -> {
                id = json.at("/response/id").asString();
                named(heard, json.path("response"));
            }
            case "response.in_progress" -> sameResponse(json);
            case "response.output_item.added" -> begin(json);
            case "response.output_item.done" -> end(json);
            case "error" ->
                heard.error =
                        json.path("message").asString(json.at("/error/message").asString());
            case "response.completed", "response.incomplete", "response.failed" -> last(type, json);
            default -> within(type, json);
        }
    }

    static void named(Heard.Builder heard, JsonNode response) {
        heard.named(response.path("id").asString(""), response.path("model").asString(""));
    }

    private void sameResponse(JsonNode json) {
        check(!id.isEmpty() && json.at("/response/id").asString().equals(id), "another response");
    }

    private void begin(JsonNode json) {
        check(openItem.isEmpty(), "an item within an item");
        check(json.path("output_index").asInt(-1) == items.size(), "items with gaps");
        openItem = json.at("/item/id").asString();
        check(!openItem.isEmpty(), "an item without an id");
        said.setLength(0);
        if (json.at("/item/type").asString().equals("function_call")) {
            heard.call(json.at("/item/name").asString());
        }
    }

    private void end(JsonNode json) {
        check(!openPart, "a part is open behind its item");
        check(json.at("/item/id").asString().equals(openItem), "the end of another item");
        check(json.path("output_index").asInt(-1) == items.size(), "items with gaps");
        check(!json.at("/item/status").asString("").equals("in_progress"), "an item that is done and in progress");
        openItem = "";
        items.add(json.path("item"));
    }

    private void within(String type, JsonNode json) {
        check(!openItem.isEmpty() && json.path("item_id").asString().equals(openItem), "outside of its item: " + json);
        check(json.path("output_index").asInt(-1) == items.size(), "in another item: " + json);
        switch (type) {
            case "response.content_part.added", "response.reasoning_summary_part.added" -> {
                check(!openPart, "a part within a part");
                openPart = true;
                said.setLength(0);
            }
            case "response.content_part.done", "response.reasoning_summary_part.done" -> {
                check(openPart, "no part is open");
                check(json.at("/part/text").asString().contentEquals(said), "another part than was told");
                openPart = false;
            }
            case "response.output_text.delta" -> delta(json, heard.text);
            case "response.reasoning_summary_text.delta" -> delta(json, heard.reasoning);
            case "response.function_call_arguments.delta" -> delta(json, heard.arguments.getLast());
            case "response.output_text.done", "response.reasoning_summary_text.done" ->
                check(json.path("text").asString().contentEquals(said), "another text than was told: " + json);
            case "response.function_call_arguments.done" ->
                check(json.path("arguments").asString().contentEquals(said), "other arguments than were told: " + json);
            default -> throw new AssertionError("an event that no client knows: " + json);
        }
    }

    private void delta(JsonNode json, StringBuilder kind) {
        check(openPart || kind != heard.text, "a text outside of a part");
        String delta = json.path("delta").asString();
        check(!delta.isEmpty(), "an empty delta");
        kind.append(delta);
        said.append(delta);
    }

    private void last(String type, JsonNode json) {
        over = true;
        sameResponse(json);
        JsonNode response = json.path("response");
        check(type.equals("response." + response.path("status").asString()), "another status than event");
        if (type.equals("response.failed")) {
            check(response.at("/error/message").asString().equals(heard.error), "another error than was told");
            return;
        }
        check(openItem.isEmpty(), "an item is open behind the end");
        check(response.path("output").equals(Told.JSON.valueToTree(items)), "other items than were told: " + json);
        end(heard, response);
    }

    /** What a response says of its end. */
    static void end(Heard.Builder heard, JsonNode response) {
        heard.finish = switch (response.path("status").asString("")) {
            case "completed" -> heard.names.isEmpty() ? "stop" : "tool_calls";
            case "incomplete" ->
                reason(response.at("/incomplete_details/reason").asString());
            default -> "";
        };
        heard.complete = !heard.finish.isEmpty();
        heard.promptTokens = response.at("/usage/input_tokens").asLong(0);
        heard.completionTokens = response.at("/usage/output_tokens").asLong(0);
    }

    private static String reason(String reason) {
        check(Set.of("max_output_tokens", "content_filter").contains(reason), "a reason that no client knows");
        return reason.equals("max_output_tokens") ? "length" : reason;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
