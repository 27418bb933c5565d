package dev.baton.dialect.anthropic;

import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a request for a message says of tools. */
final class MessagesToolsReader {

    private static final Set<String> KNOWN = Set.of("type", "name", "description", "input_schema", "strict");

    private final List<String> binding;
    private final List<String> hints;

    /**
     * Makes a reader.
     *
     * @param binding takes the names of what no other dialect has and needs
     * @param hints takes the names of what no other dialect has and can do without
     */
    MessagesToolsReader(List<String> binding, List<String> hints) {
        this.binding = binding;
        this.hints = hints;
    }

    Tools read(RequestFields body) {
        JsonField choice = body.field("tool_choice");
        boolean serial = !choice.isAbsent()
                && choice.object().at("disable_parallel_tool_use").flag();
        return new Tools(declared(body.field("tools")), choice(choice), !serial);
    }

    private List<Tools.Tool> declared(JsonField tools) {
        List<Tools.Tool> declared = new ArrayList<>();
        for (JsonField tool : tools.items()) {
            if (tool.object().at("type").textOr("custom").equals("custom")) {
                declared.add(custom(tool));
            } else {
                // Tools that the provider runs itself.
                binding.add(tool.path());
            }
        }
        return declared;
    }

    private Tools.Tool custom(JsonField tool) {
        tool.eachField((name, field) -> {
            if (!KNOWN.contains(name)) {
                hints.add("tools[]." + name);
            }
        });
        JsonField schema = tool.at("input_schema");
        return new Tools.Tool(
                tool.at("name").name("the name of a tool"),
                tool.at("description").textOr(""),
                schema.isAbsent() ? null : schema.object().value(),
                tool.at("strict").flagOrNull());
    }

    private static Tools.@Nullable Choice choice(JsonField choice) {
        if (choice.isAbsent()) {
            return null;
        }
        JsonField type = choice.at("type");
        return switch (type.text()) {
            case "auto" -> new Tools.Choice.Auto();
            case "any" -> new Tools.Choice.Any();
            case "none" -> new Tools.Choice.Never();
            case "tool" -> new Tools.Choice.Named(choice.at("name").name("the name of a tool"));
            default -> throw type.unknown("auto, any, tool or none");
        };
    }
}
