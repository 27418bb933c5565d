package dev.baton.bench.micro;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer of a provider as it stands on the wire: a role, 200 tokens, a finish, usage and the end marker. */
final class Answers {

    static final int TOKENS = 200;
    static final int EVENTS = TOKENS + 4;

    private static final String HEAD = "{\"id\":\"chatcmpl-B7f3a1c20\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1764000000,\"model\":\"gpt-4o-mini-2024-07-18\",\"system_fingerprint\":\"fp_0a1b2c3d4e5f\",";

    private Answers() {}

    /** The payloads of all events but the end marker, in order. */
    static List<byte[]> payloads() {
        List<byte[]> payloads = new ArrayList<>();
        payloads.add(choice("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"));
        for (int token = 1; token <= TOKENS; token++) {
            payloads.add(choice("{\"content\":\"" + token(token) + "\"}", "null"));
        }
        payloads.add(choice("{}", "\"stop\""));
        payloads.add(bytes(HEAD + "\"choices\":[],\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":200,"
                + "\"total_tokens\":219}}"));
        return payloads;
    }

    /** The text of a token, numbered from 1. */
    static String token(int number) {
        return " tok" + number;
    }

    /** The text of the first tokens. */
    static String text(int tokens) {
        StringBuilder text = new StringBuilder();
        for (int token = 1; token <= tokens; token++) {
            text.append(token(token));
        }
        return text.toString();
    }

    /** The whole stream, as buffers of so many events each. */
    static List<byte[]> buffers(int eventsPerBuffer) {
        List<byte[]> payloads = new ArrayList<>(payloads());
        payloads.add(bytes("[DONE]"));
        List<byte[]> buffers = new ArrayList<>();
        for (int from = 0; from < payloads.size(); from += eventsPerBuffer) {
            ByteArrayOutputStream buffer = new ByteArrayOutputStream();
            for (byte[] payload : payloads.subList(from, Math.min(from + eventsPerBuffer, payloads.size()))) {
                buffer.writeBytes(bytes("data: "));
                buffer.writeBytes(payload);
                buffer.writeBytes(bytes("\n\n"));
            }
            buffers.add(buffer.toByteArray());
        }
        return buffers;
    }

    private static byte[] choice(String delta, String finishReason) {
        return bytes(HEAD + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":"
                + finishReason + "}]}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
