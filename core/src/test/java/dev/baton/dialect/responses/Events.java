package dev.baton.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.json.JsonMapper;

/** What a provider of the Responses protocol writes, for tests: events that number themselves. */
final class Events {

    private final StringBuilder written = new StringBuilder();
    private int number;

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    static String sse(String type, String payload) {
        return "event: " + type + "\ndata: " + payload + "\n\n";
    }

    /** Any event. */
    Events tell(String type, String fields) {
        written.append(sse(type, "{\"type\":\"" + type + "\",\"sequence_number\":" + number++ + "," + fields + "}"));
        return this;
    }

    Events begin() {
        String response = "\"response\":{\"id\":\"resp_b\",\"object\":\"response\",\"created_at\":17,\"status\":"
                + "\"in_progress\",\"model\":\"m-b\",\"output\":[],\"odd\":1.50}";
        return tell("response.created", response).tell("response.in_progress", response);
    }

    Events beginItem(int index, String item) {
        return tell("response.output_item.added", "\"output_index\":" + index + ",\"item\":{" + item + "}");
    }

    Events endItem(int index, String item) {
        return tell("response.output_item.done", "\"output_index\":" + index + ",\"item\":{" + item + "}");
    }

    static String message(int index) {
        return "\"id\":\"msg_b" + index + "\",\"type\":\"message\",\"status\":\"in_progress\",\"role\":\"assistant\","
                + "\"content\":[]";
    }

    static String place(int index) {
        return "\"item_id\":\"msg_b" + index + "\",\"output_index\":" + index + ",\"content_index\":0";
    }

    Events beginText(int index) {
        return beginItem(index, message(index))
                .tell(
                        "response.content_part.added",
                        place(index) + ",\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}");
    }

    Events text(int index, String text) {
        return tell(
                "response.output_text.delta",
                place(index) + ",\"delta\":" + JsonMapper.shared().writeValueAsString(text));
    }

    Events endText(int index, String text) {
        String part = "{\"type\":\"output_text\",\"text\":\"" + text + "\",\"annotations\":[]}";
        return tell("response.output_text.done", place(index) + ",\"text\":\"" + text + "\"")
                .tell("response.content_part.done", place(index) + ",\"part\":" + part)
                .endItem(
                        index,
                        message(index).replace("in_progress", "completed").replace("[]", "[" + part + "]"));
    }

    Events end(String status, String fields) {
        return tell(
                "response." + status,
                "\"response\":{\"id\":\"resp_b\",\"created_at\":17,\"model\":\"m-b\",\"status\":\"" + status + "\","
                        + fields
                        + "\"usage\":{\"input_tokens\":9,\"input_tokens_details\":{\"cached_tokens\":3},\"output_tokens\":5,"
                        + "\"output_tokens_details\":{\"reasoning_tokens\":2},\"total_tokens\":14}}");
    }

    /** A whole answer of one text. */
    static String answer(String text) {
        return new Events()
                .begin()
                .beginText(0)
                .text(0, text)
                .endText(0, text)
                .end("completed", "")
                .toString();
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
