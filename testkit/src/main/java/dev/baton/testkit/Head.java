package dev.baton.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Status lines and headers. */
final class Head {

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(100, "Continue"),
            Map.entry(102, "Processing"),
            Map.entry(103, "Early Hints"),
            Map.entry(200, "OK"),
            Map.entry(204, "No Content"),
            Map.entry(302, "Found"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(402, "Payment Required"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Content Too Large"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"),
            Map.entry(529, "Overloaded"));

    private final List<Header> headers = new ArrayList<>();
    private final String version;
    private final int status;

    Head(String version, int status) {
        this.version = version;
        this.status = status;
    }

    Head add(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    Head addAll(List<Header> more) {
        headers.addAll(more);
        return this;
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    boolean says(String name, String value) {
        return headers.stream()
                .anyMatch(header ->
                        header.name().equalsIgnoreCase(name) && header.value().equalsIgnoreCase(value));
    }

    /** Whether HTTP gives a response of this status no body. */
    boolean isBodyless() {
        return status < 200 || status == 204 || status == 304;
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(version)
                .append(' ')
                .append(status)
                .append(' ')
                .append(REASONS.getOrDefault(status, "Status"))
                .append("\r\n");
        headers.forEach(header ->
                text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        // One byte a character: whatever a script puts into a header travels as it is.
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
