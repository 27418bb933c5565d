package dev.baton.dialect.sse;

import dev.baton.dialect.sse.SseLimitExceeded.Limit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The same reading, done the simple way: the whole text, then its lines, then its events. One character is one byte.
 */
final class ReferenceDecoder {

    private static final Set<String> FIELDS = Set.of("data", "event", "id", "retry");
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final String BOM = "\u00EF\u00BB\u00BF";

    private final List<String> found = new ArrayList<>();
    private final SseLimits limits;
    private @Nullable StringBuilder data;
    private String type = "";
    private boolean amongStrays;
    private int blockBytes;
    private int runBytes;

    private ReferenceDecoder(SseLimits limits) {
        this.limits = limits;
    }

    static List<String> read(SseLimits limits, String stream) {
        ReferenceDecoder reference = new ReferenceDecoder(limits);
        try {
            reference.readAll(stream);
        } catch (SseLimitExceeded exceeded) {
            reference.found.add(Recording.exceeded(exceeded.limit()));
        }
        return reference.found;
    }

    private void readAll(String stream) {
        String text = stream.startsWith(BOM) ? stream.substring(BOM.length()) : stream;
        // A stream that ends within its mark has said nothing.
        String[] lines = BOM.startsWith(text) && text.equals(stream) ? new String[] {""} : LINE_END.split(text, -1);
        for (int i = 0; i < lines.length - 1; i++) {
            line(lines[i]);
        }
        end(lines[lines.length - 1]);
    }

    private void line(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith(":")) {
            countRun(line.length() + 1);
            found.add(Recording.COMMENT);
        } else {
            countBlock(line.length());
            blockBytes += line.length();
            field(line);
        }
    }

    private void dispatch() {
        if (data != null) {
            String name = new String(type.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            found.add(Recording.event(name.isEmpty() ? null : name, data.substring(0, data.length() - 1)));
            runBytes = 0;
        } else {
            countRun(blockBytes + 1);
        }
        data = null;
        type = "";
        amongStrays = false;
        blockBytes = 0;
    }

    private void field(String line) {
        String field = name(line);
        String value = line.substring(Math.min(line.length(), field.length() + 1));
        value = value.startsWith(" ") ? value.substring(1) : value;
        if (isStray(line)) {
            found.add(Recording.stray(line));
            amongStrays = true;
            blockBytes -= line.length();
            runBytes = 0;
            return;
        }
        amongStrays = false;
        if (field.equals("data")) {
            data = (data == null ? new StringBuilder() : data).append(value).append('\n');
        } else if (field.equals("event")) {
            type = value;
        }
    }

    private boolean isStray(String line) {
        return line.startsWith("{") || line.startsWith("[") || amongStrays && !FIELDS.contains(name(line));
    }

    private static String name(String line) {
        return line.contains(":") ? line.substring(0, line.indexOf(':')) : line;
    }

    private void end(String rest) {
        boolean cut = data != null || !type.isEmpty();
        if (rest.startsWith(":")) {
            countRun(rest.length());
        } else if (!rest.isEmpty()) {
            countBlock(rest.length());
            cut |= !isStray(rest);
            if (isStray(rest)) {
                found.add(Recording.stray(rest));
            }
        }
        if (cut) {
            found.add(Recording.CUT);
        }
    }

    private void countBlock(int lineBytes) {
        if (blockBytes + lineBytes > limits.eventBytes()) {
            throw new SseLimitExceeded(Limit.EVENT_BYTES, blockBytes + lineBytes, limits.eventBytes());
        }
    }

    private void countRun(int bytes) {
        runBytes += bytes;
        if (runBytes > limits.commentRunBytes()) {
            throw new SseLimitExceeded(Limit.COMMENT_RUN_BYTES, runBytes, limits.commentRunBytes());
        }
    }
}
