package dev.baton.dialect.sse;

import java.util.Arrays;

/** Bytes put together from several places. */
final class ByteRun {

    private static final byte[] NONE = {};

    /** A run that grew beyond this for one large event does not keep its memory for the rest of the answer. */
    private static final int KEPT_CAPACITY = 64 << 10;

    private byte[] bytes = NONE;
    private int length;

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** The bytes from 0 to {@link #length()}; stays as it is until the next append. */
    byte[] array() {
        return bytes;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    void append(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }

    void append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    void clear() {
        length = 0;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = NONE;
        }
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.min(2 * bytes.length, 1 << 30)));
        }
    }
}
