package dev.baton.dialect.anthropic;

import dev.baton.dialect.Losses;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Tools;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a request for a message says of tools. */
final class MessagesToolsWriter {

    private final ClaudeModel model;
    private final boolean thinks;
    private final Losses losses;

    /** @param thinks whether the model is told to think: then it cannot be made to call a tool */
    MessagesToolsWriter(ClaudeModel model, boolean thinks, Losses losses) {
        this.model = model;
        this.thinks = thinks;
        this.losses = losses;
    }

    void write(Tools given, ObjectNode root) {
        Tools tools = given.narrowed();
        if (tools.declared().isEmpty()) {
            return;
        }
        ArrayNode declared = root.putArray("tools");
        tools.declared().forEach(tool -> declare(declared.addObject(), tool));
        Tools.Choice choice = tools.choice() == null ? new Tools.Choice.Auto() : tools.choice();
        if (tools.choice() != null || !tools.parallel()) {
            choose(root.putObject("tool_choice"), choice, tools.parallel());
        }
    }

    private void declare(ObjectNode node, Tools.Tool tool) {
        node.put("name", tool.name());
        if (!tool.description().isEmpty()) {
            node.put("description", tool.description());
        }
        if (tool.parameters() == null) {
            node.putObject("input_schema").put("type", "object").putObject("properties");
        } else {
            node.set("input_schema", tool.parameters());
        }
        boolean strict = tool.strict() != null && tool.strict();
        if (strict && model.followsSchemas()) {
            node.put("strict", true);
        }
        losses.dropIf(strict && !model.followsSchemas(), Feature.STRICT_TOOLS);
    }

    private void choose(ObjectNode node, Tools.Choice choice, boolean parallel) {
        switch (choice) {
            case Tools.Choice.Auto ignored -> node.put("type", "auto");
            case Tools.Choice.Never ignored -> node.put("type", "none");
            case Tools.Choice.Any ignored -> force(node).put("type", "any");
            case Tools.Choice.Named named -> force(node).put("type", "tool").put("name", named.name());
            case Tools.Choice.Among ignored -> throw new IllegalStateException("a choice that has been narrowed");
        }
        if (!parallel && !(choice instanceof Tools.Choice.Never)) {
            node.put("disable_parallel_tool_use", true);
        }
    }

    private ObjectNode force(ObjectNode node) {
        losses.refuseIf(model.refusesForcedTools() || thinks, Feature.TOOL_CHOICE);
        return node;
    }
}
