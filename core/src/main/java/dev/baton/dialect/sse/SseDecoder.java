package dev.baton.dialect.sse;

import dev.baton.dialect.sse.SseLimitExceeded.Limit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a stream of server-sent events apart as the WHATWG standard says, however the network cuts it: the same bytes
 * give the same calls whether they come at once or one by one. Each byte is looked at once, and a {@code data} line
 * that comes in one buffer with the empty line behind it is copied once.
 *
 * <p>Beyond the standard, lines that look like JSON outside the framing are delivered ({@link SseSink#stray}), and
 * {@link #isMidEvent} tells a stream that was cut from one that ended between two events. {@code id}, {@code retry} and
 * unknown fields are ignored.
 *
 * <p>For one stream and one thread at a time. After an exception a decoder is of no further use.
 */
public final class SseDecoder {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RETRY = "retry".getBytes(StandardCharsets.US_ASCII);
    private static final int NOT_THIS_FIELD = -1;

    private final SseLimits limits;
    private final EventData data = new EventData();
    private @Nullable String name;

    /** The beginning of a line whose end has not come, unless it is a comment. */
    private final ByteRun unfinished = new ByteRun();

    private boolean inComment;
    private boolean amongStrays;
    private boolean lineFeedMayFollow;
    private boolean atStart = true;
    private int markBytes;

    private long eventBytes;
    private long commentRunBytes;

    public SseDecoder() {
        this(SseLimits.DEFAULT);
    }

    public SseDecoder(SseLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes the next bytes and tells the sink what they complete. The array is not kept.
     *
     * @throws SseLimitExceeded when an event, or a run of comments, is longer than allowed
     */
    public void feed(byte[] bytes, SseSink sink) {
        int from = skipLineFeed(bytes, skipByteOrderMark(bytes));
        for (int end = LineEnds.next(bytes, from); end >= 0; end = LineEnds.next(bytes, from)) {
            finishLine(bytes, from, end, sink);
            from = end + 1;
            if (bytes[end] == '\r') {
                lineFeedMayFollow = true;
                from = skipLineFeed(bytes, from);
            }
        }
        data.own();
        keep(bytes, from, bytes.length);
    }

    /**
     * The stream has ended, and nothing may be fed any more. An unfinished event is discarded, as the standard demands;
     * a stray line is delivered although its end is missing, since an error is often the last thing a provider says.
     */
    public void end(SseSink sink) {
        if (!unfinished.isEmpty() && isStray(unfinished.array(), 0, unfinished.length())) {
            sink.stray(unfinished.toByteArray());
            unfinished.clear();
        }
    }

    /** Whether the stream stands inside an event, or inside a line that is no comment: if it ended here, it was cut. */
    public boolean isMidEvent() {
        return data.isPresent() || name != null || !unfinished.isEmpty();
    }

    private int skipByteOrderMark(byte[] bytes) {
        int i = 0;
        while (atStart && i < bytes.length) {
            if (bytes[i] != BYTE_ORDER_MARK[markBytes]) {
                unfinished.append(BYTE_ORDER_MARK, 0, markBytes);
                atStart = false;
            } else {
                i++;
                markBytes++;
                atStart = markBytes < BYTE_ORDER_MARK.length;
            }
        }
        return i;
    }

    private int skipLineFeed(byte[] bytes, int from) {
        if (!lineFeedMayFollow || from == bytes.length) {
            return from;
        }
        lineFeedMayFollow = false;
        return bytes[from] == '\n' ? from + 1 : from;
    }

    private void finishLine(byte[] bytes, int from, int end, SseSink sink) {
        if (inComment) {
            inComment = false;
            comment(end - from, sink);
        } else if (unfinished.isEmpty()) {
            line(bytes, from, end, sink);
        } else {
            // Data that is only pointed at would change with the buffer, but it is always owned when a line is
            // unfinished.
            unfinished.append(bytes, from, end);
            line(unfinished.array(), 0, unfinished.length(), sink);
            unfinished.clear();
        }
    }

    private void line(byte[] bytes, int from, int to, SseSink sink) {
        if (from == to) {
            emptyLine(sink);
        } else if (bytes[from] == ':') {
            comment(to - from, sink);
        } else {
            countEvent(to - from);
            eventBytes += to - from;
            field(bytes, from, to, sink);
        }
    }

    private void emptyLine(SseSink sink) {
        String eventName = name;
        long blockBytes = eventBytes;
        name = null;
        eventBytes = 0;
        amongStrays = false;
        if (data.isPresent()) {
            commentRunBytes = 0;
            sink.event(eventName, data.take());
        } else {
            countCommentRun(blockBytes + 1);
        }
    }

    private void comment(int newBytes, SseSink sink) {
        countCommentRun(newBytes + 1L);
        sink.comment();
    }

    private void field(byte[] bytes, int from, int to, SseSink sink) {
        int value = value(DATA, bytes, from, to);
        if (value != NOT_THIS_FIELD) {
            amongStrays = false;
            data.addLine(bytes, value, to);
            return;
        }
        value = value(EVENT, bytes, from, to);
        if (value != NOT_THIS_FIELD) {
            amongStrays = false;
            name = value == to ? null : new String(bytes, value, to - value, StandardCharsets.UTF_8);
        } else if (isStray(bytes, from, to)) {
            amongStrays = true;
            eventBytes -= to - from;
            commentRunBytes = 0;
            sink.stray(Arrays.copyOfRange(bytes, from, to));
        } else {
            amongStrays = false;
        }
    }

    /** Where the value of a field begins, if the line is that field. */
    private static int value(byte[] field, byte[] bytes, int from, int to) {
        int colon = from + field.length;
        if (colon > to || !Arrays.equals(bytes, from, colon, field, 0, field.length)) {
            return NOT_THIS_FIELD;
        }
        if (colon == to) {
            return to;
        }
        if (bytes[colon] != ':') {
            return NOT_THIS_FIELD;
        }
        return colon + 1 < to && bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
    }

    private boolean isStray(byte[] bytes, int from, int to) {
        return bytes[from] == '{' || bytes[from] == '[' || (amongStrays && !isKnownField(bytes, from, to));
    }

    private static boolean isKnownField(byte[] bytes, int from, int to) {
        return value(DATA, bytes, from, to) != NOT_THIS_FIELD
                || value(EVENT, bytes, from, to) != NOT_THIS_FIELD
                || value(ID, bytes, from, to) != NOT_THIS_FIELD
                || value(RETRY, bytes, from, to) != NOT_THIS_FIELD;
    }

    private void keep(byte[] bytes, int from, int to) {
        if (from == to) {
            return;
        }
        inComment |= unfinished.isEmpty() && bytes[from] == ':';
        if (inComment) {
            countCommentRun(to - from);
        } else {
            countEvent((long) unfinished.length() + to - from);
            unfinished.append(bytes, from, to);
        }
    }

    /** Checked before bytes are kept, so that a line never takes more memory than allowed. */
    private void countEvent(long lineBytes) {
        if (eventBytes + lineBytes > limits.eventBytes()) {
            throw new SseLimitExceeded(Limit.EVENT_BYTES, eventBytes + lineBytes, limits.eventBytes());
        }
    }

    private void countCommentRun(long moreBytes) {
        commentRunBytes += moreBytes;
        if (commentRunBytes > limits.commentRunBytes()) {
            throw new SseLimitExceeded(Limit.COMMENT_RUN_BYTES, commentRunBytes, limits.commentRunBytes());
        }
    }
}
