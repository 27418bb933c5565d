package dev.baton.dialect.responses;

import dev.baton.prompt.Tools;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a request for a response says of tools. */
final class ResponsesToolsWriter {

    private final ObjectNode root;

    ResponsesToolsWriter(ObjectNode root) {
        this.root = root;
    }

    void write(Tools given) {
        if (given.declared().isEmpty()) {
            return;
        }
        ArrayNode tools = root.putArray("tools");
        given.declared().forEach(tool -> declare(function(tools.addObject(), tool.name()), tool));
        if (given.choice() != null) {
            choose(given.choice());
        }
        if (!given.parallel()) {
            root.put("parallel_tool_calls", false);
        }
    }

    /** What is not said is strict in this protocol, where it is not in the others. */
    private static void declare(ObjectNode node, Tools.Tool tool) {
        if (!tool.description().isEmpty()) {
            node.put("description", tool.description());
        }
        node.set("parameters", tool.parameters());
        node.put("strict", tool.strict() != null && tool.strict());
    }

    private void choose(Tools.Choice choice) {
        switch (choice) {
            case Tools.Choice.Auto ignored -> root.put("tool_choice", "auto");
            case Tools.Choice.Never ignored -> root.put("tool_choice", "none");
            case Tools.Choice.Any ignored -> root.put("tool_choice", "required");
            case Tools.Choice.Named named -> function(root.putObject("tool_choice"), named.name());
            case Tools.Choice.Among among -> {
                ObjectNode allowed = root.putObject("tool_choice").put("type", "allowed_tools");
                allowed.put("mode", among.required() ? "required" : "auto");
                ArrayNode tools = allowed.putArray("tools");
                among.names().forEach(name -> function(tools.addObject(), name));
            }
        }
    }

    private static ObjectNode function(ObjectNode node, String name) {
        return node.put("type", "function").put("name", name);
    }
}
