package dev.baton.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.json.JsonMapper;

/** What a provider of the Messages protocol writes, for tests. */
final class Events {

    static final String STOP = sse("message_stop", "{\"type\":\"message_stop\"}");
    static final String PING = sse("ping", "{\"type\":\"ping\"}");

    private Events() {}

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    static String sse(String name, String payload) {
        return "event: " + name + "\ndata: " + payload + "\n\n";
    }

    static String start(String id) {
        return sse(
                "message_start",
                "{\"type\":\"message_start\",\"message\":{\"id\":\"" + id
                        + "\",\"type\":\"message\",\"role\":\"assistant\","
                        + "\"model\":\"m-" + id
                        + "\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":9,"
                        + "\"cache_read_input_tokens\":3,\"cache_creation_input_tokens\":2,\"output_tokens\":1}}}");
    }

    static String begin(int index, String block) {
        return sse(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":{" + block + "}}");
    }

    static String beginText(int index) {
        return begin(index, "\"type\":\"text\",\"text\":\"\"");
    }

    static String delta(int index, String delta) {
        return sse(
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":{" + delta + "}}");
    }

    static String text(int index, String text) {
        return delta(
                index, "\"type\":\"text_delta\",\"text\":" + JsonMapper.shared().writeValueAsString(text));
    }

    static String end(int index) {
        return sse("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + index + "}");
    }

    static String finish(String reason, int tokens) {
        return sse(
                "message_delta",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                        + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":" + tokens + "}}");
    }

    /** A whole answer of one text. */
    static String answer(String id, String text) {
        return start(id) + beginText(0) + text(0, text) + end(0) + finish("end_turn", 5) + STOP;
    }
}
