package dev.baton.testkit;

import java.util.List;

/**
 * A tool call of an answer.
 *
 * @param pieces the arguments, a delta for each piece
 */
record ToolCall(String id, String name, List<String> pieces) {
    ToolCall {
        pieces = List.copyOf(pieces);
    }

    String arguments() {
        return String.join("", pieces);
    }
}
