package dev.baton.dialect.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was read from a stream, as comparable text with one character for each byte. */
final class Recording implements SseSink {

    private final List<String> found = new ArrayList<>();

    static String event(@Nullable String name, String data) {
        return "event " + name + " <" + data + ">";
    }

    static String stray(String line) {
        return "stray <" + line + ">";
    }

    static final String COMMENT = "comment";
    static final String CUT = "cut";

    static String exceeded(SseLimitExceeded.Limit limit) {
        return "exceeded " + limit;
    }

    /** Reads a stream that comes in these pieces and then ends. */
    static List<String> of(SseLimits limits, List<byte[]> pieces) {
        Recording recording = new Recording();
        SseDecoder decoder = new SseDecoder(limits);
        try {
            pieces.forEach(piece -> decoder.feed(piece, recording));
            decoder.end(recording);
        } catch (SseLimitExceeded exceeded) {
            recording.found.add(exceeded(exceeded.limit()));
            return recording.found;
        }
        if (decoder.isMidEvent()) {
            recording.found.add(CUT);
        }
        return recording.found;
    }

    @Override
    public void event(@Nullable String name, byte[] data) {
        found.add(event(name, new String(data, StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void comment() {
        found.add(COMMENT);
    }

    @Override
    public void stray(byte[] line) {
        found.add(stray(new String(line, StandardCharsets.ISO_8859_1)));
    }
}
