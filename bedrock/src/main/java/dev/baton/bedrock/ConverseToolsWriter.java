package dev.baton.bedrock;

import dev.baton.dialect.Losses;
import dev.baton.prompt.Content;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Tools;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a request says of tools. */
final class ConverseToolsWriter {

    private final BedrockModel model;
    private final boolean thinks;
    private final Losses losses;

    /** @param thinks whether the model is told to think: then it cannot be made to call a tool */
    ConverseToolsWriter(BedrockModel model, boolean thinks, Losses losses) {
        this.model = model;
        this.thinks = thinks;
        this.losses = losses;
    }

    void write(Prompt prompt, ObjectNode root) {
        Tools tools = prompt.tools().narrowed();
        boolean mayCall = !tools.declared().isEmpty() && !(tools.choice() instanceof Tools.Choice.Never);
        if (mayCall) {
            declare(tools, root.putObject("toolConfig"));
        } else if (hasCalls(prompt)) {
            // Tools must be declared where the conversation has calls, and what is declared may be called.
            throw tools.declared().isEmpty() ? losses.refusal("tools") : losses.refusal(Feature.TOOL_CHOICE);
        }
    }

    private static boolean hasCalls(Prompt prompt) {
        return prompt.turns().stream()
                .flatMap(turn -> turn.content().stream())
                .anyMatch(part -> part instanceof Content.ToolCall || part instanceof Content.ToolResult);
    }

    private void declare(Tools tools, ObjectNode config) {
        ArrayNode declared = config.putArray("tools");
        tools.declared().forEach(tool -> declare(tool, declared.addObject().putObject("toolSpec")));
        losses.dropIf(!tools.parallel(), Feature.PARALLEL_TOOL_CALLS);
        if (tools.choice() != null) {
            choose(tools.choice(), config);
        }
    }

    private void declare(Tools.Tool tool, ObjectNode spec) {
        spec.put("name", tool.name());
        if (!tool.description().isBlank()) {
            spec.put("description", tool.description());
        }
        ObjectNode schema = spec.putObject("inputSchema");
        if (tool.parameters() == null) {
            schema.putObject("json").put("type", "object").putObject("properties");
        } else {
            schema.set("json", tool.parameters());
        }
        boolean strict = tool.strict() != null && tool.strict();
        if (strict && model.followsSchemas()) {
            spec.put("strict", true);
        }
        losses.dropIf(strict && !model.followsSchemas(), Feature.STRICT_TOOLS);
    }

    /** To call as it likes is what a model does that is told nothing. */
    private void choose(Tools.Choice choice, ObjectNode config) {
        switch (choice) {
            case Tools.Choice.Auto ignored -> {}
            case Tools.Choice.Any ignored -> {
                losses.refuseIf(thinks || !model.canBeMadeToCall(), Feature.TOOL_CHOICE);
                config.putObject("toolChoice").putObject("any");
            }
            case Tools.Choice.Named named -> {
                losses.refuseIf(thinks || !model.canBeMadeToCallOne(), Feature.TOOL_CHOICE);
                config.putObject("toolChoice").putObject("tool").put("name", named.name());
            }
            case Tools.Choice.Never ignored -> throw new IllegalStateException("tools that are not to be called");
            case Tools.Choice.Among ignored -> throw new IllegalStateException("a choice that has been narrowed");
        }
    }
}
