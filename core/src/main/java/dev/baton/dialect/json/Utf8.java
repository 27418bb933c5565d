package dev.baton.dialect.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are UTF-8 (Unicode 17, table 3-7). Jackson looks at texts only: in names it lets bytes through that are none,
 * and nobody behind us may have to read them. ASCII, which most JSON is, passes eight bytes at a time.
 */
final class Utf8 {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int MALFORMED = 0;

    /** The least code point that takes so many bytes. */
    private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};

    private Utf8() {}

    static boolean isValid(byte[] bytes) {
        int at = behindAscii(bytes, 0);
        while (at < bytes.length) {
            int length = character(bytes, at);
            if (length == MALFORMED) {
                return false;
            }
            at = behindAscii(bytes, at + length);
        }
        return true;
    }

    private static int behindAscii(byte[] bytes, int from) {
        int at = from;
        while (at <= bytes.length - Long.BYTES && ((long) WORDS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < bytes.length && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** How many bytes the character here has that is not ASCII. */
    private static int character(byte[] bytes, int at) {
        int length = Integer.numberOfLeadingZeros(~(bytes[at] << 24));
        if (length < 2 || length > 4 || at + length > bytes.length) {
            return MALFORMED;
        }
        int code = bytes[at] & (0x7F >> length);
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return MALFORMED;
            }
            code = code << 6 | (bytes[i] & 0x3F);
        }
        boolean isCharacter = code >= LEAST[length] && code <= Character.MAX_CODE_POINT && !isSurrogate(code);
        return isCharacter ? length : MALFORMED;
    }

    private static boolean isSurrogate(int code) {
        return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    }
}
