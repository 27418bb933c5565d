package dev.baton.dialect.gemini;

import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a request says of tools. */
final class GeminiToolsReader {

    private static final Set<String> KNOWN = Set.of("name", "description", "parameters", "parametersJsonSchema");

    private final List<String> binding;
    private final List<String> hints;

    /**
     * Makes a reader.
     *
     * @param binding takes the names of what no other dialect has and needs
     * @param hints takes the names of what no other dialect has and can do without
     */
    GeminiToolsReader(List<String> binding, List<String> hints) {
        this.binding = binding;
        this.hints = hints;
    }

    Tools read(RequestFields body) {
        List<Tools.Tool> declared = new ArrayList<>();
        for (JsonField tool : Spelling.items(body.field("tools"))) {
            tool.eachField((name, field) -> add(Spelling.camel(name), field, declared));
        }
        return new Tools(declared, choice(Spelling.in(body, "toolConfig")), true);
    }

    private void add(String name, JsonField field, List<Tools.Tool> declared) {
        if (name.equals("functionDeclarations")) {
            Spelling.items(field).forEach(function -> declared.add(tool(function)));
        } else {
            // Tools that the provider runs itself.
            binding.add(field.path());
        }
    }

    private Tools.Tool tool(JsonField function) {
        function.eachField((name, field) -> {
            if (!KNOWN.contains(Spelling.camel(name))) {
                hints.add("tools[].functionDeclarations[]." + name);
            }
        });
        return new Tools.Tool(
                function.at("name").name("the name of a function"),
                function.at("description").textOr(""),
                parameters(function),
                null);
    }

    private static @Nullable JsonNode parameters(JsonField function) {
        JsonField json = Spelling.at(function, "parametersJsonSchema");
        JsonField own = function.at("parameters");
        if (!json.isAbsent()) {
            return json.object().value();
        }
        return own.isAbsent() ? null : OpenApiSchema.toJsonSchema(own.object().value());
    }

    private Tools.@Nullable Choice choice(JsonField config) {
        if (config.isAbsent()) {
            return null;
        }
        config.eachField((name, field) -> {
            if (!Spelling.camel(name).equals("functionCallingConfig")) {
                hints.add(field.path());
            }
        });
        JsonField calling = Spelling.at(config, "functionCallingConfig");
        return calling.isAbsent() ? null : mode(calling.object());
    }

    private static Tools.@Nullable Choice mode(JsonField calling) {
        List<String> names = Spelling.at(calling, "allowedFunctionNames").items().stream()
                .map(JsonField::text)
                .toList();
        JsonField mode = calling.at("mode");
        return switch (mode.textOr("MODE_UNSPECIFIED").toUpperCase(Locale.ROOT)) {
            case "MODE_UNSPECIFIED" -> names.isEmpty() ? null : new Tools.Choice.Among(names, false);
            case "AUTO", "VALIDATED" ->
                names.isEmpty() ? new Tools.Choice.Auto() : new Tools.Choice.Among(names, false);
            case "NONE" -> new Tools.Choice.Never();
            case "ANY" -> must(names);
            default -> throw mode.unknown("AUTO, ANY, NONE or VALIDATED");
        };
    }

    private static Tools.Choice must(List<String> names) {
        return switch (names.size()) {
            case 0 -> new Tools.Choice.Any();
            case 1 -> new Tools.Choice.Named(names.getFirst());
            default -> new Tools.Choice.Among(names, true);
        };
    }
}
