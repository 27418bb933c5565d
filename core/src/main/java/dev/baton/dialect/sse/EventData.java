package dev.baton.dialect.sse;

import java.util.Arrays;

/**
 * The data of the event being read. It is only pointed at as long as it is one line of a buffer at hand, which most
 * events are from beginning to end, and so costs the one copy that the receiver gets.
 */
final class EventData {

    private static final byte[] NONE = {};

    private enum State {
        ABSENT,
        POINTED_AT,
        OWNED
    }

    private final ByteRun owned = new ByteRun();
    private State state = State.ABSENT;
    private byte[] source = NONE;
    private int from;
    private int to;

    boolean isPresent() {
        return state != State.ABSENT;
    }

    void addLine(byte[] bytes, int from, int to) {
        if (state == State.ABSENT) {
            pointAt(bytes, from, to);
            return;
        }
        own();
        owned.append('\n');
        owned.append(bytes, from, to);
    }

    /** Must be called before the buffers that lines were added from change or leave. */
    void own() {
        if (state == State.POINTED_AT) {
            owned.append(source, from, to);
            source = NONE;
            state = State.OWNED;
        }
    }

    /** The data, a copy; afterwards there is none. */
    byte[] take() {
        byte[] data = state == State.POINTED_AT ? Arrays.copyOfRange(source, from, to) : owned.toByteArray();
        owned.clear();
        source = NONE;
        state = State.ABSENT;
        return data;
    }

    private void pointAt(byte[] bytes, int from, int to) {
        this.source = bytes;
        this.from = from;
        this.to = to;
        state = State.POINTED_AT;
    }
}
