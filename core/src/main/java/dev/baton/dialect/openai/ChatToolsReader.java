package dev.baton.dialect.openai;

import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.Tools;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a chat request says of tools. */
final class ChatToolsReader {

    private final List<String> binding;

    /** @param binding takes the names of what no other dialect has */
    ChatToolsReader(List<String> binding) {
        this.binding = binding;
    }

    Tools read(RequestFields body) {
        return new Tools(
                declared(body.field("tools")), choice(body.field("tool_choice")), OpenAiWords.parallelCalls(body));
    }

    private List<Tools.Tool> declared(JsonField tools) {
        List<Tools.Tool> declared = new ArrayList<>();
        for (JsonField tool : tools.items()) {
            if (tool.object().at("type").textOr("function").equals("function")) {
                declared.add(OpenAiWords.tool(tool.at("function").object()));
            } else {
                binding.add(tool.path());
            }
        }
        return declared;
    }

    private Tools.@Nullable Choice choice(JsonField choice) {
        if (choice.isAbsent()) {
            return null;
        }
        return choice.isText() ? OpenAiWords.choice(choice) : named(choice.object());
    }

    private Tools.@Nullable Choice named(JsonField choice) {
        return switch (choice.at("type").text()) {
            case "function" ->
                new Tools.Choice.Named(choice.at("function").object().at("name").text());
            case "allowed_tools" -> among(choice.at("allowed_tools").object());
            default -> {
                binding.add(choice.path());
                yield null;
            }
        };
    }

    private static Tools.Choice among(JsonField allowed) {
        List<String> names = allowed.at("tools").items().stream()
                .map(tool -> tool.at("function").at("name").text())
                .toList();
        return new Tools.Choice.Among(names, allowed.at("mode").textOr("auto").equals("required"));
    }
}
