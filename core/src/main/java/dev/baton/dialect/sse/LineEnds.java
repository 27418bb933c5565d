package dev.baton.dialect.sse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the ends of lines eight bytes at a time: every byte of every answer passes here. */
final class LineEnds {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private LineEnds() {}

    /** The index of the first CR or LF at or after {@code from}, or -1. */
    static int next(byte[] bytes, int from) {
        int i = from;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long word = (long) WORDS.get(bytes, i);
            long ends = zeroBytes(word ^ ('\n' * ONES)) | zeroBytes(word ^ ('\r' * ONES));
            if (ends != 0) {
                return i + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
            }
        }
        for (; i < bytes.length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                return i;
            }
        }
        return -1;
    }

    /**
     * Marks the zero bytes of a word by their high bits. A byte above a zero byte may be marked wrongly, the lowest
     * mark is right.
     */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }
}
