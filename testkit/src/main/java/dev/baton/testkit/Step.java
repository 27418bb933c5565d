package dev.baton.testkit;

import java.time.Duration;
import java.util.Arrays;

/** One thing that a provider does on a connection. */
sealed interface Step {

    /** What the bytes of a write are. */
    enum Part {
        INTERIM,
        HEAD,
        PREAMBLE,
        ROLE,
        TOKEN,
        FINISH,
        USAGE,
        DONE,
        /** A body, or a piece of one, that is not a stream. */
        WHOLE,
        /** Something that a healthy answer does not say. */
        OUTBURST,
        /** The frame that ends a chunked body. */
        END,
        SURPLUS;

        boolean isBody() {
            return switch (this) {
                case PREAMBLE, ROLE, TOKEN, FINISH, USAGE, DONE, WHOLE, OUTBURST -> true;
                case INTERIM, HEAD, END, SURPLUS -> false;
            };
        }
    }

    /**
     * Bytes leave in one write.
     *
     * @param tokens how many tokens have been sent with the last of these bytes
     */
    record Write(Part part, byte[] bytes, int tokens) implements Step {

        Write(Part part, byte[] bytes) {
            this(part, bytes, 0);
        }

        Write with(byte[] changed) {
            return new Write(part, changed, tokens);
        }

        /** The bytes between these offsets; its tokens have been sent with its last byte. */
        Write piece(int from, int to) {
            return new Write(part, Arrays.copyOfRange(bytes, from, to), to == bytes.length ? tokens : 0);
        }

        Write followedBy(Write next) {
            byte[] both = Arrays.copyOf(bytes, bytes.length + next.bytes.length);
            System.arraycopy(next.bytes, 0, both, bytes.length, next.bytes.length);
            return new Write(part, both, tokens + next.tokens);
        }
    }

    /** Nothing happens for so long. */
    record Pause(Duration length) implements Step {}

    /** Waits until the test releases this many tokens. */
    record Gate(int releases) implements Step {}

    /** Nothing happens any more until the caller leaves. */
    record Stall() implements Step {}

    /** Only this happens any more until the caller leaves. */
    record Babble(Duration every, byte[] comment) implements Step {}

    /** The connection breaks. */
    record Die(Death how) implements Step {}
}
