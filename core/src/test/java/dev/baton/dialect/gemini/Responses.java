package dev.baton.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.json.JsonMapper;

/** What a provider of Gemini writes, for tests. */
final class Responses {

    private Responses() {}

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    static String sse(String response) {
        return "data: " + response + "\n\n";
    }

    /** A response with one candidate, and what stands behind it. */
    static String response(String candidate, String rest) {
        return "{\"candidates\":[{" + candidate + "}],\"modelVersion\":\"g-x\",\"responseId\":\"r1\"" + rest + "}";
    }

    static String content(String parts) {
        return "\"content\":{\"parts\":[" + parts + "],\"role\":\"model\"}";
    }

    static String text(String text) {
        return "{\"text\":" + JsonMapper.shared().writeValueAsString(text) + "}";
    }

    static String said(String text) {
        return response(content(text(text)), "");
    }

    static String finished(String text, String reason) {
        return response(
                content(text(text)) + ",\"finishReason\":\"" + reason + "\",\"index\":0",
                ",\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":4,\"thoughtsTokenCount\":2,"
                        + "\"cachedContentTokenCount\":3,\"toolUsePromptTokenCount\":1,\"totalTokenCount\":16}");
    }
}
