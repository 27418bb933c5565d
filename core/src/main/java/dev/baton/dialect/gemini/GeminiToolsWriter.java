package dev.baton.dialect.gemini;

import dev.baton.dialect.Losses;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Tools;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a request says of tools. */
final class GeminiToolsWriter {

    private final Losses losses;

    GeminiToolsWriter(Losses losses) {
        this.losses = losses;
    }

    void write(Tools given, ObjectNode root) {
        Tools tools = given.narrowed();
        if (tools.declared().isEmpty()) {
            return;
        }
        losses.dropIf(!tools.parallel(), Feature.PARALLEL_TOOL_CALLS);
        ArrayNode declared = root.putArray("tools").addObject().putArray("functionDeclarations");
        tools.declared().forEach(tool -> declare(declared.addObject(), tool));
        if (tools.choice() != null) {
            choose(root.putObject("toolConfig").putObject("functionCallingConfig"), tools.choice());
        }
    }

    private void declare(ObjectNode function, Tools.Tool tool) {
        losses.dropIf(tool.strict() != null && tool.strict(), Feature.STRICT_TOOLS);
        function.put("name", tool.name());
        if (!tool.description().isEmpty()) {
            function.put("description", tool.description());
        }
        if (tool.parameters() != null) {
            function.set("parametersJsonSchema", tool.parameters());
        }
    }

    private static void choose(ObjectNode calling, Tools.Choice choice) {
        switch (choice) {
            case Tools.Choice.Auto ignored -> calling.put("mode", "AUTO");
            case Tools.Choice.Never ignored -> calling.put("mode", "NONE");
            case Tools.Choice.Any ignored -> calling.put("mode", "ANY");
            case Tools.Choice.Named named ->
                calling.put("mode", "ANY").putArray("allowedFunctionNames").add(named.name());
            case Tools.Choice.Among ignored -> throw new IllegalStateException("a choice that has been narrowed");
        }
    }
}
