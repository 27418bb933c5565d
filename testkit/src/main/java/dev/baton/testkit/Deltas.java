package dev.baton.testkit;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** An answer as the deltas of one choice, the tokens of a stream. */
final class Deltas {

    private Deltas() {}

    static List<ObjectNode> of(Answer answer) {
        List<ObjectNode> deltas = new ArrayList<>();
        answer.reasoning().forEach(token -> deltas.add(Json.object().put("reasoning_content", token)));
        answer.tokens().forEach(token -> deltas.add(Json.object().put("content", token)));
        for (int index = 0; index < answer.toolCalls().size(); index++) {
            addCall(deltas, index, answer.toolCalls().get(index));
        }
        return deltas;
    }

    private static void addCall(List<ObjectNode> deltas, int index, ToolCall call) {
        ObjectNode head = Json.object();
        head.putArray("tool_calls")
                .addObject()
                .put("index", index)
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", "");
        deltas.add(head);
        for (String piece : call.pieces()) {
            ObjectNode delta = Json.object();
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", index)
                    .putObject("function")
                    .put("arguments", piece);
            deltas.add(delta);
        }
    }
}
