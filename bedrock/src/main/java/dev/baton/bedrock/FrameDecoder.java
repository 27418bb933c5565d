package dev.baton.bedrock;

import dev.baton.dialect.BadAnswer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import software.amazon.awssdk.eventstream.Message;

/**
 * Cuts a body of {@code application/vnd.amazon.eventstream} into frames, which AWS's own library then reads and checks. That library's
 * decoder makes room for a frame as soon as it is told its length, up to 24 MiB for 12 bytes; this one holds what has arrived of it.
 *
 * <pre>
 *   length of all (4) | length of headers (4) | CRC of these 8 (4) | headers | payload | CRC of all before (4)
 * </pre>
 */
final class FrameDecoder {

    /** As AWS's own services keep to. */
    static final int MOST_BYTES = 16 << 20;

    private static final int LENGTHS = 8;
    private static final int PRELUDE = 12;
    private static final int LEAST_BYTES = 16;

    /** More is not kept for the next frame. */
    private static final int MUCH = 64 << 10;

    private static final byte[] NOTHING = {};

    private byte[] held = NOTHING;
    private int size;
    /** Of the frame at the beginning of what is held; 0 while it is not known. */
    private int length;

    /**
     * Reads on; what it costs grows with these bytes alone, however they are cut.
     *
     * @throws BadAnswer when they are not frames; what was good before has gone out
     */
    void feed(byte[] bytes, Consumer<Message> out) {
        hold(bytes);
        int from = 0;
        try {
            while (isWhole(from)) {
                int to = from + length;
                length = 0;
                out.accept(read(ByteBuffer.wrap(held, from, to - from).slice()));
                from = to;
            }
        } finally {
            dropUntil(from);
        }
    }

    private void hold(byte[] bytes) {
        if (size + bytes.length > held.length) {
            held = Arrays.copyOf(held, Math.max(size + bytes.length, Math.min(2 * held.length, MOST_BYTES)));
        }
        System.arraycopy(bytes, 0, held, size, bytes.length);
        size += bytes.length;
    }

    private boolean isWhole(int from) {
        int there = size - from;
        if (length == 0 && there >= PRELUDE) {
            length = checkedLength(from);
        }
        return length > 0 && there >= length;
    }

    private int checkedLength(int from) {
        CRC32 checksum = new CRC32();
        checksum.update(held, from, LENGTHS);
        ByteBuffer prelude = ByteBuffer.wrap(held, from, PRELUDE);
        int all = prelude.getInt();
        int headers = prelude.getInt();
        if (prelude.getInt() != (int) checksum.getValue()) {
            throw BadAnswer.untrue("a malformed frame: its lengths do not fit their checksum");
        }
        if (all < LEAST_BYTES || all > MOST_BYTES || headers < 0 || headers > all - LEAST_BYTES) {
            throw BadAnswer.untrue("a malformed frame: lengths of " + Integer.toUnsignedString(all) + " and "
                    + Integer.toUnsignedString(headers) + " (expected: at most " + MOST_BYTES + ")");
        }
        return all;
    }

    private static Message read(ByteBuffer frame) {
        try {
            return Message.decode(frame);
        } catch (RuntimeException malformed) {
            throw BadAnswer.untrue("a malformed frame: its content does not fit its checksum or its headers");
        }
    }

    private void dropUntil(int from) {
        if (from == 0) {
            return;
        }
        size -= from;
        held = size == 0 && held.length > MUCH ? NOTHING : moved(from);
    }

    private byte[] moved(int from) {
        System.arraycopy(held, from, held, 0, size);
        return held;
    }

    /** Whether a frame has begun and not ended. */
    boolean isMidFrame() {
        return size > 0;
    }
}
