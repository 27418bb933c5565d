package dev.baton.relay;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import dev.baton.route.RoutePolicy.ToolCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps back what must not leave yet. Before the first useful event: everything, so that an attempt that fails there leaves
 * no trace. From the first piece of a tool call on: everything until the answer is finished, so that a call that breaks off
 * can be made anew. In between events pass at once. Used by one
 * thread at a time.
 */
final class Hold {

    private static final int MOST_PREAMBLE_BYTES = 256 << 10;
    private static final int MOST_PREAMBLE_EVENTS = 256;
    private static final int MOST_TOOL_BYTES = 1 << 20;

    private enum State {
        PREAMBLE,
        OPEN,
        TOOLS
    }

    private boolean atomicTools;
    private final List<AnswerEvent> held = new ArrayList<>(2);
    private int heldBytes;
    private State state = State.PREAMBLE;

    Hold(ToolCalls toolCalls) {
        this.atomicTools = toolCalls == ToolCalls.ATOMIC;
    }

    /**
     * Takes an event.
     *
     * @param complete whether nothing of the answer is missing any more
     * @param out takes what may leave
     */
    void pass(AnswerEvent event, boolean complete, Consumer<AnswerEvent> out) {
        if (state != State.TOOLS && atomicTools && event.has(Part.ToolCall.class)) {
            state = State.TOOLS;
        } else if (state == State.PREAMBLE && event.isUseful()) {
            state = State.OPEN;
        }
        if (state == State.OPEN || complete) {
            release(out);
            out.accept(event);
        } else {
            keep(event, out);
        }
    }

    private void keep(AnswerEvent event, Consumer<AnswerEvent> out) {
        held.add(event);
        heldBytes += event.weight();
        if (state == State.PREAMBLE && (heldBytes > MOST_PREAMBLE_BYTES || held.size() > MOST_PREAMBLE_EVENTS)) {
            throw BadAnswer.untrue("the preamble of the answer does not end");
        }
        if (state == State.TOOLS && heldBytes > MOST_TOOL_BYTES) {
            // Memory is bounded: what is larger is handed on, can no longer be made anew, and so the rest need not
            // wait.
            release(out);
            atomicTools = false;
            state = State.OPEN;
        }
    }

    private void release(Consumer<AnswerEvent> out) {
        held.forEach(out);
        held.clear();
        heldBytes = 0;
    }
}
