package dev.baton.gateway;

import java.util.stream.Collectors;

/**
 * The answer to a request, rightly or wrongly framed.
 *
 * @param type of its content
 * @param body in ASCII
 */
record CanaryAnswer(String type, String body) {

    private static final String IDENTITY = "\"id\":\"%s\",\"created\":1,\"model\":\"%<s\"";

    static CanaryAnswer whole(Canary canary) {
        return new CanaryAnswer(
                "application/json",
                "{" + IDENTITY.formatted(canary.mark())
                        + ",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                        + canary.text() + "\"},\"finish_reason\":\"stop\"}]}");
    }

    static CanaryAnswer streamed(Canary canary) {
        String tokens = canary.pieces().stream()
                .map(piece -> event(canary, "\"delta\":{\"content\":\"" + piece + "\"},\"finish_reason\":null"))
                .collect(Collectors.joining());
        return new CanaryAnswer(
                "text/event-stream",
                event(canary, "\"delta\":{\"role\":\"assistant\",\"content\":\"\"}") + tokens
                        + event(canary, "\"delta\":{},\"finish_reason\":\"stop\"") + "data: [DONE]\n\n");
    }

    private static String event(Canary canary, String choice) {
        return "data: {" + IDENTITY.formatted(canary.mark())
                + ",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0," + choice + "}]}\n\n";
    }

    String response() {
        return withLength(0);
    }

    /** With these header lines, each with its end, and with a length that is so many bytes wrong. */
    String withLength(int wrongBy, String... headers) {
        return head(String.join("", headers) + "Content-Length: " + (body.length() + wrongBy)) + body;
    }

    /** In one chunk, of which the length is so many bytes wrong. */
    String inAChunk(int wrongBy) {
        return head("Transfer-Encoding: chunked") + Integer.toHexString(body.length() + wrongBy) + "\r\n" + body
                + "\r\n0\r\n\r\n";
    }

    /** A response of exactly so many bytes. */
    String filling(int bytes) {
        String header = "X-Padding: \r\n";
        return withLength(
                0, header.replace(" ", " " + "x".repeat(bytes - response().length() - header.length())));
    }

    private String head(String headers) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + headers + "\r\n\r\n";
    }
}
