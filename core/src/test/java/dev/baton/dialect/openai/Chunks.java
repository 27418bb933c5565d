package dev.baton.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.json.JsonMapper;

/** What a provider of the OpenAI protocol writes, for tests: JSON payloads, and the same as events of a stream. */
public final class Chunks {

    private static final JsonMapper JSON = JsonMapper.shared();

    public static final String DONE = "data: [DONE]\n\n";

    private Chunks() {}

    public static String sse(String payload) {
        return "data: " + payload + "\n\n";
    }

    public static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** A chunk with one choice, of which the rest is given. */
    public static String chunk(String id, String choice) {
        return "{\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"m-" + id
                + "\",\"choices\":[{\"index\":0," + choice + "}]}";
    }

    public static String role(String id) {
        return chunk(id, "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null");
    }

    public static String text(String id, String text) {
        return chunk(id, "\"delta\":{\"content\":" + string(text) + "},\"finish_reason\":null");
    }

    /** A JSON string; half a surrogate pair is escaped, since UTF-8 has no form for it. */
    private static String string(String text) {
        StringBuilder escaped = new StringBuilder();
        JSON.writeValueAsString(text).codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                escaped.append("\\u%04x".formatted(c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    public static String reasoning(String id, String text) {
        return chunk(
                id, "\"delta\":{\"reasoning_content\":" + JSON.writeValueAsString(text) + "},\"finish_reason\":null");
    }

    /** The first piece of a tool call. */
    public static String tool(String id, String callId, String name) {
        return chunk(
                id,
                "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"" + callId
                        + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name
                        + "\",\"arguments\":\"\"}}]},\"finish_reason\":null");
    }

    /** A further piece of a tool call. */
    public static String arguments(String id, String piece) {
        return chunk(
                id,
                "\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":" + JSON.writeValueAsString(piece)
                        + "}}]},\"finish_reason\":null");
    }

    public static String finish(String id, String reason) {
        return chunk(id, "\"delta\":{},\"finish_reason\":\"" + reason + "\"");
    }

    public static String usage(String id, long prompt, long completion) {
        return "{\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"m-" + id
                + "\",\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion
                + ",\"total_tokens\":" + (prompt + completion) + "}}";
    }

    /** A whole answer in one piece. */
    public static String whole(String id, String text) {
        return "{\"id\":\"" + id + "\",\"object\":\"chat.completion\",\"created\":1790000000,\"model\":\"m-" + id
                + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                + JSON.writeValueAsString(text)
                + "},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,"
                + "\"total_tokens\":11}}";
    }
}
