package dev.baton.dialect.responses;

import dev.baton.answer.Part;
import dev.baton.answer.Part.Block.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Items of a streamed answer as parts. Tool calls are counted here: this protocol numbers all items, the vocabulary calls alone.
 * What a server says only when an item or a part of it is done is taken from there.
 */
final class OpenItems {

    private static final class Open {
        private final Kind kind;
        private final int call;
        private boolean said;
        private boolean saidInPart;

        Open(Kind kind, int call) {
            this.kind = kind;
            this.call = call;
        }
    }

    private final Map<Integer, Open> open = new HashMap<>();
    private int calls;

    boolean hasCalls() {
        return calls > 0;
    }

    boolean isThinking() {
        return open.values().stream().anyMatch(item -> item.kind == Kind.REASONING);
    }

    /** An item begins. */
    void begin(int output, OutputItem item, List<Part> parts) {
        parts.add(new Part.Block(0, item.kind()));
        open.put(output, new Open(item.kind(), calls));
        if (item.isCall()) {
            String id = item.callId().isEmpty() ? null : item.callId();
            parts.add(new Part.ToolCall(0, calls, id, item.name(), item.arguments()));
            calls++;
            noteIf(!item.arguments().isEmpty(), at(output));
        }
    }

    /** An item is there as a whole. */
    void add(OutputItem item, List<Part> parts) {
        begin(-1, item, parts);
        addSaid(item, parts);
        open.remove(-1);
    }

    private static void addSaid(OutputItem item, List<Part> parts) {
        parts.addAll(item.said());
        if (item.beyondWords()) {
            parts.add(new Part.Block(0, Kind.OTHER));
        }
    }

    /** A part of an item begins; one that holds no text is beyond words. */
    void beginPart(int output, String type, List<Part> parts) {
        at(output).saidInPart = false;
        switch (type) {
            case "output_text", "refusal", "reasoning_text", "summary_text" -> {}
            default -> parts.add(new Part.Block(0, Kind.OTHER));
        }
    }

    /** More of an item. */
    void add(int output, String words, Function<String, Part> kind, List<Part> parts) {
        if (!words.isEmpty()) {
            noteIf(true, at(output));
            parts.add(kind.apply(words));
        }
    }

    /** All that the open part has said. */
    void endPart(int output, String whole, Function<String, Part> kind, List<Part> parts) {
        if (!at(output).saidInPart) {
            add(output, whole, kind, parts);
        }
    }

    /** A piece of the arguments of a call. */
    Part argument(int output, String piece) {
        return new Part.ToolCall(0, at(output).call, null, null, piece);
    }

    /** An item is done. */
    void end(int output, OutputItem item, List<Part> parts) {
        Open ended = open.get(output);
        if (ended == null) {
            add(item, parts);
            return;
        }
        if (!ended.said) {
            addSaid(item, parts);
            endPart(output, item.isCall() ? item.arguments() : "", piece -> argument(output, piece), parts);
        }
        open.remove(output);
    }

    private static void noteIf(boolean said, Open item) {
        item.said |= said;
        item.saidInPart |= said;
    }

    private Open at(int output) {
        return open.computeIfAbsent(output, unknown -> new Open(Kind.OTHER, calls - 1));
    }
}
