package dev.baton.dialect.gemini;

import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.BadRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the responses of a stream stand one behind the other: what a client wants, {@code alt} in its query says. */
enum GeminiFraming {
    /** {@code alt=sse}: server-sent events without names, nothing at the end. */
    EVENTS(AnswerEncoder.EVENTS, "data: ", "data: ", "\n\n", ""),
    /** Without it: one list, element by element, as Google sends it. */
    LIST("application/json; charset=utf-8", "[", ",\r\n", "", "\n]\n");

    private final String contentType;
    private final String first;
    private final String next;
    private final String behind;
    private final String end;

    GeminiFraming(String contentType, String first, String next, String behind, String end) {
        this.contentType = contentType;
        this.first = first;
        this.next = next;
        this.behind = behind;
        this.end = end;
    }

    /**
     * What a query asks for.
     *
     * @throws BadRequest when it is neither
     */
    static GeminiFraming of(@Nullable String query) {
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            String alt = parameter.replaceFirst("^(?:\\$|%24)?alt=", "");
            if (alt.length() < parameter.length()) {
                return named(alt);
            }
        }
        return LIST;
    }

    /** Options may stand behind the name: {@code json;enum-encoding=int}. */
    private static GeminiFraming named(String alt) {
        return switch (alt.replaceFirst("(?:;|%3B).*", "")) {
            case "sse" -> EVENTS;
            case "json", "" -> LIST;
            default -> throw new BadRequest(400, "invalid_value", "alt", "'alt' is not known (expected: sse or json).");
        };
    }

    String contentType() {
        return contentType;
    }

    /** A response with what stands around it. */
    byte[] frame(byte[] response, boolean isFirst) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream(response.length + 8);
        framed.writeBytes(ascii(isFirst ? first : next));
        framed.writeBytes(response);
        framed.writeBytes(ascii(behind));
        return framed.toByteArray();
    }

    /** What stands behind the last response. */
    byte[] end() {
        return ascii(end);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a response has to stand on one line. */
    boolean isByLine() {
        return this == EVENTS;
    }
}
