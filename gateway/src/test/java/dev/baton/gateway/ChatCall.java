package dev.baton.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chat request of a test. Immutable; every method gives a changed copy.
 *
 * @param fields of the body
 * @param headers besides those that every request has
 */
public record ChatCall(Map<String, Object> fields, Map<String, String> headers) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A call that wants its answer token by token. */
    public static ChatCall streaming(String model) {
        return whole(model).with("stream", true);
    }

    /** A call that wants its answer in one piece. */
    public static ChatCall whole(String model) {
        Map<String, Object> message = Map.of("role", "user", "content", "Tell me a story.");
        return new ChatCall(Map.of(), Map.of()).with("model", model).with("messages", List.of(message));
    }

    /** The call with this field of the body, instead of the one of the same name if there is one. */
    public ChatCall with(String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new ChatCall(changed, headers);
    }

    /** The call of a client that wants to know what the answer cost. */
    public ChatCall withUsage() {
        return with("stream_options", Map.of("include_usage", true));
    }

    public ChatCall header(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new ChatCall(fields, changed);
    }

    /** Makes the call, on a connection of its own; the answer is read while it comes. */
    public StreamedAnswer to(TestGateway gateway) {
        return to(gateway.port());
    }

    /** Makes the call to whoever serves at this port of this machine. */
    public StreamedAnswer to(int port) {
        ChatCall named =
                headers.containsKey("x-request-id") ? this : header("x-request-id", "test-" + NUMBER.incrementAndGet());
        return StreamedAnswer.read(port, named);
    }

    /** The request as it goes over the wire. */
    byte[] bytes(int port) {
        byte[] body = JSON.writeValueAsBytes(fields);
        StringBuilder head = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\n")
                .append("Host: 127.0.0.1:")
                .append(port)
                .append("\r\n")
                .append("Content-Type: application/json\r\n")
                .append("Content-Length: ")
                .append(body.length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        return request;
    }
}
