package dev.baton.dialect.responses;

import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.dialect.openai.OpenAiWords;
import dev.baton.prompt.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a request for a response says of tools. */
final class ResponsesToolsReader {

    private static final Set<String> KNOWN = Set.of("type", "name", "description", "parameters", "strict");

    private final List<String> binding;
    private final List<String> hints;

    /**
     * Makes a reader.
     *
     * @param binding takes the names of what no other dialect has and needs
     * @param hints takes the names of what no other dialect has and can do without
     */
    ResponsesToolsReader(List<String> binding, List<String> hints) {
        this.binding = binding;
        this.hints = hints;
    }

    Tools read(RequestFields body) {
        return new Tools(
                declared(body.field("tools")), choice(body.field("tool_choice")), OpenAiWords.parallelCalls(body));
    }

    private List<Tools.Tool> declared(JsonField tools) {
        List<Tools.Tool> declared = new ArrayList<>();
        for (JsonField tool : tools.items()) {
            if (tool.object().at("type").text().equals("function")) {
                declared.add(function(tool));
            } else {
                // Tools that the provider runs itself, and tools of free text.
                binding.add(tool.path());
            }
        }
        return declared;
    }

    private Tools.Tool function(JsonField tool) {
        tool.eachField((name, field) -> {
            if (!KNOWN.contains(name)) {
                hints.add("tools[]." + name);
            }
        });
        return OpenAiWords.tool(tool);
    }

    private Tools.@Nullable Choice choice(JsonField choice) {
        if (choice.isAbsent()) {
            return null;
        }
        return choice.isText() ? OpenAiWords.choice(choice) : named(choice.object());
    }

    private Tools.@Nullable Choice named(JsonField choice) {
        return switch (choice.at("type").text()) {
            case "function" -> new Tools.Choice.Named(choice.at("name").text());
            case "allowed_tools" -> among(choice);
            default -> {
                binding.add(choice.path());
                yield null;
            }
        };
    }

    private static Tools.Choice among(JsonField allowed) {
        List<String> names = allowed.at("tools").items().stream()
                .map(tool -> tool.at("name").text())
                .toList();
        return new Tools.Choice.Among(names, allowed.at("mode").textOr("auto").equals("required"));
    }
}
